import { TimeSettings } from '../inspector/DaySettings';
import type { KindUi } from './kind';
import { Cells } from './sketch';

export const time: KindUi = {
  label: '時刻',
  group: 'days',
  search: '時間 何時 じこく time',
  stem: 'time',
  create: () => ({ type: 'string', format: 'time' }),
  Sketch: () => <Cells of={['時', '分']} />,
  Settings: TimeSettings,
};
