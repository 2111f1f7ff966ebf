import { DateRangeSettings } from '../inspector/DaySettings';
import { day } from './fresh';
import type { KindUi } from './kind';
import { Cells, Part } from './sketch';
import { numberAt } from './summaries';

export const dateRange: KindUi = {
  label: '期間（開始日と終了日）',
  group: 'days',
  search: 'いつからいつまで 利用期間 きかん period',
  stem: 'period',
  create: () => ({ type: 'object', properties: { startDate: day(), endDate: day() } }),
  Sketch: () => (
    <span className="sketch-halves">
      <Part label="開始日">
        <Cells of={['年', '月', '日']} />
      </Part>
      <Part label="終了日">
        <Cells of={['年', '月', '日']} />
      </Part>
    </span>
  ),
  Settings: DateRangeSettings,
  summary: (schema) => {
    const days = numberAt(schema, 'x-max-days');
    return days === null ? '' : `${days}日間まで`;
  },
};
