import { Days } from '../inspector/DaySettings';
import type { KindUi } from './kind';
import { Cells } from './sketch';

export const month: KindUi = {
  label: '年月',
  group: 'days',
  search: '月 ねんげつ month',
  stem: 'month',
  create: () => ({ type: 'string' }),
  Sketch: () => <Cells of={['年', '月']} />,
  Settings: Days,
};
