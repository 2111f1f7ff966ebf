import { DateTimeSettings } from '../inspector/DaySettings';
import type { KindUi } from './kind';
import { Cells, Part } from './sketch';

export const dateTime: KindUi = {
  label: '日付と時刻',
  group: 'days',
  search: '日時 にちじ datetime',
  stem: 'dateTime',
  create: () => ({ type: 'string', format: 'date-time' }),
  Sketch: () => (
    <span className="sketch-halves">
      <Part label="日付">
        <Cells of={['年', '月', '日']} />
      </Part>
      <Part label="時刻">
        <Cells of={['時', '分']} />
      </Part>
    </span>
  ),
  Settings: DateTimeSettings,
};
