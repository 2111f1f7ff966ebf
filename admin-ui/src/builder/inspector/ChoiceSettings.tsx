/** How many choices can be taken, which one stands alone, and how they are drawn. */
import { Select } from '../../ui/fields';
import { choicesOf } from '../model/choices';
import type { KindProps } from '../kinds/kind';
import { NumberInput } from './NumberInput';

export function Widget({ schema, edit }: KindProps) {
  const usual = choicesOf(schema).length <= 7 ? 'すべて並べる' : '一覧から選ぶ';
  return (
    <Select
      label="見せ方"
      value={typeof schema['x-widget'] === 'string' ? schema['x-widget'] : ''}
      options={[
        { value: '', label: `おまかせ（${usual}）` },
        { value: 'radio', label: 'すべて並べる（ラジオボタン）' },
        { value: 'select', label: '一覧から選ぶ（プルダウン）' },
      ]}
      onChange={(value) => edit({ 'x-widget': value === '' ? undefined : value })}
    />
  );
}

function Counts({ schema, edit }: KindProps) {
  return (
    <div className="pair">
      <NumberInput label="少なくとも（個）" keyword="minItems" schema={schema} edit={edit} isWhole />
      <NumberInput label="多くても（個）" keyword="maxItems" schema={schema} edit={edit} isWhole />
    </div>
  );
}

export function ChoicesSettings({ schema, edit }: KindProps) {
  const exclusive = schema['x-exclusive'];
  return (
    <>
      <Counts schema={schema} edit={edit} />
      <Select
        label="ほかと一緒に選べない選択肢"
        help="「どれもない」のような選択肢があるときに選びます。"
        value={typeof exclusive === 'string' ? exclusive : ''}
        options={[
          { value: '', label: 'なし' },
          ...choicesOf(schema).map((choice) => ({ value: choice.const, label: choice.title })),
        ]}
        onChange={(value) => edit({ 'x-exclusive': value === '' ? undefined : value })}
      />
    </>
  );
}

export function RankingSettings({ schema, edit }: KindProps) {
  return (
    <>
      <p className="support">1番目から順に選んでもらいます。「多くても」が選べる数です。</p>
      <Counts schema={schema} edit={edit} />
    </>
  );
}
