/** What a line of text may look like: free, digits, or a pattern. */
import { Select, TextInput } from '../../ui/fields';
import { NumberInput } from './NumberInput';
import type { KindProps } from '../kinds/kind';

const DIGITS = /^\^\[0-9\]\{(\d+)\}\$$/;

export function PatternSettings({ schema, edit }: KindProps) {
  const pattern = typeof schema.pattern === 'string' ? schema.pattern : undefined;
  const count = pattern === undefined ? undefined : DIGITS.exec(pattern)?.[1];
  const mode =
    pattern === undefined ? (schema['x-digits'] === true ? 'half' : 'free') : count ? 'digits' : 'pattern';
  function change(next: string) {
    if (next === 'digits') edit({ pattern: '^[0-9]{7}$', 'x-digits': undefined });
    else if (next === 'pattern') edit({ pattern: pattern ?? '^[A-Z0-9]+$', 'x-digits': undefined });
    else edit({ pattern: undefined, 'x-digits': next === 'half' ? true : undefined });
  }
  return (
    <>
      <Select
        label="入力できる文字"
        value={mode}
        options={[
          { value: 'free', label: '自由' },
          { value: 'half', label: '自由（全角の英数字は半角に直す）' },
          { value: 'digits', label: '決まった桁数の数字' },
          { value: 'pattern', label: '正規表現で指定' },
        ]}
        onChange={change}
      />
      {mode === 'digits' && (
        <NumberInput
          label="桁数"
          keyword="digits"
          schema={{ digits: Number(count) }}
          edit={({ digits }, key) => {
            if (typeof digits === 'number' && digits >= 1)
              edit({ pattern: `^[0-9]{${Math.floor(digits)}}$` }, key);
          }}
        />
      )}
      {mode === 'pattern' && (
        <TextInput
          label="正規表現"
          spellCheck={false}
          help="エラーのときの文章も、くわしい設定に書いてください。"
          value={pattern ?? ''}
          onChange={(value) => edit({ pattern: value }, 'pattern')}
        />
      )}
    </>
  );
}
