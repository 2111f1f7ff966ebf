import { Days } from '../inspector/DaySettings';
import { day } from './fresh';
import type { KindUi } from './kind';
import { Cells } from './sketch';

export const date: KindUi = {
  label: '日付',
  group: 'days',
  search: '生年月日 年月日 希望日 日にち ひづけ date',
  stem: 'date',
  create: day,
  Sketch: () => <Cells of={['年', '月', '日']} />,
  Settings: Days,
};
