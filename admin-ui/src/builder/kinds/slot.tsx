import { SlotSettings } from '../inspector/SlotSettings';
import type { KindUi } from './kind';
import { Cells, Choose, Part } from './sketch';
import { textAt } from './summaries';

export const slot: KindUi = {
  label: '予約の日時',
  group: 'days',
  search: '予約 枠 予約枠 日時 会場 窓口 相談 集団接種 時間帯 よやく わく slot booking calendar',
  stem: 'visit',
  create: () => ({ type: 'object', 'x-slots': 'calendar' }),
  isAlone: true,
  note: '会場・日・時間の枠は「予約枠」の画面で作り、ここで選びます。1つのフォームに1つだけ置けます',
  Sketch: () => (
    <span className="sketch-parts">
      <Part label="会場">
        <Choose />
      </Part>
      <Part label="日">
        <Cells of={['年', '月', '日']} />
      </Part>
      <Part label="時間">
        <Choose />
      </Part>
    </span>
  ),
  summary: (schema) => {
    const persons = textAt(schema, 'x-persons');
    return `予約枠：${textAt(schema, 'x-slots') || '未定'}${persons === '' ? '' : `、人数：${persons}`}`;
  },
  Settings: SlotSettings,
};
