import { TextKeyword } from '../inspector/TextKeyword';
import type { KindUi } from './kind';
import { Line, Part } from './sketch';

export const slot: KindUi = {
  label: '予約の日時',
  group: 'days',
  search: '予約 枠 会場 窓口 相談 集団接種 よやく slot booking',
  stem: 'visit',
  create: () => ({ type: 'object', 'x-slots': 'calendar' }),
  isAlone: true,
  note: '会場・日・時間の枠は「予約」の画面で作り、ここではそのキーを指定します。1つのフォームに1つだけ置けます。',
  Sketch: () => (
    <span className="sketch-halves">
      <Part label="会場">
        <Line width="w12" />
      </Part>
      <Part label="日時">
        <Line width="w12" />
      </Part>
    </span>
  ),
  Settings: ({ schema, edit }) => (
    <>
      <TextKeyword
        label="予約カレンダーのキー"
        keyword="x-slots"
        help="「予約」の画面で決めたキー（半角の英小文字・数字・ハイフン）を入力します。"
        schema={schema}
        edit={edit}
      />
      <TextKeyword
        label="人数の項目の名前"
        keyword="x-persons"
        help="入力すると、その整数の項目の人数だけ枠を使います。空けておくと1人です。"
        schema={schema}
        edit={edit}
      />
      <TextKeyword
        label="カレンダーに入れる予定の名前"
        keyword="x-calendar"
        help="入力すると、申請した人が受付の画面から、この日時をカレンダーに入れられます。"
        schema={schema}
        edit={edit}
      />
    </>
  ),
};
