/** A printed number: how many digits, how it is grouped, what its last digit checks. */
import { useState } from 'react';
import { Check, Select, TextInput } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';
import { NumberInput } from './NumberInput';

export function KeyNumberSettings({ schema, edit }: KindProps) {
  const hasLetters = schema['x-letters'] === true;
  const check = schema['x-check-digit'];
  return (
    <>
      <NumberInput label="桁数" keyword="x-length" schema={schema} edit={edit} isWhole isPositive />
      <Groups schema={schema} edit={edit} />
      <Check
        isSelected={hasLetters}
        onChange={(isOn) =>
          edit(isOn ? { 'x-letters': true, 'x-check-digit': undefined } : { 'x-letters': undefined })
        }
      >
        英字（A〜Z）もある
      </Check>
      {!hasLetters && (
        <Select
          label="検査数字"
          help="最後の1桁が打ち間違いを見つける数字になっている番号のとき選びます。"
          value={typeof check === 'string' ? check : ''}
          options={[
            { value: '', label: 'なし（調べない）' },
            { value: 'luhn', label: 'モジュラス10（ルーン）' },
            { value: 'mod11', label: 'モジュラス11（重み2〜7）' },
          ]}
          onChange={(value) => edit({ 'x-check-digit': value === '' ? undefined : value })}
        />
      )}
    </>
  );
}

/** `3-6` for `[3, 6]`; empty takes the grouping out. */
function Groups({ schema, edit }: KindProps) {
  const groups = Array.isArray(schema['x-groups']) ? schema['x-groups'] : [];
  const stored = groups.join('-');
  const [typed, setTyped] = useState<string | null>(null);
  const plain = (typed ?? stored).normalize('NFKC').replace(/[\s－ー―‐]+/g, '-');
  const isWrong = plain !== '' && !/^[1-9]\d?(-[1-9]\d?)*$/.test(plain);
  function change(text: string) {
    setTyped(text);
    const next = text.normalize('NFKC').replace(/[\s－ー―‐]+/g, '-');
    if (next === '') edit({ 'x-groups': undefined }, 'x-groups');
    else if (/^[1-9]\d?(-[1-9]\d?)*$/.test(next))
      edit({ 'x-groups': next.split('-').map(Number) }, 'x-groups');
  }
  return (
    <TextInput
      label="区切り方"
      need="optional"
      help="「3-6」と書くと、3桁と6桁に区切って表示します。"
      value={typed ?? stored}
      error={isWrong ? '「3-6」のように、桁数を「-」でつないで入力してください。' : null}
      onChange={change}
      onBlur={() => !isWrong && setTyped(null)}
    />
  );
}
