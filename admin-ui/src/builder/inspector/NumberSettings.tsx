/** Limits of texts and numbers. */
import type { KindProps } from '../kinds/kind';
import { NumberInput } from './NumberInput';
import { TextKeyword } from './TextKeyword';

export function Lengths({ schema, edit }: KindProps) {
  return (
    <div className="pair">
      <NumberInput label="最小の文字数" keyword="minLength" schema={schema} edit={edit} isWhole />
      <NumberInput label="最大の文字数" keyword="maxLength" schema={schema} edit={edit} isWhole />
    </div>
  );
}

function Bounds({ schema, edit, isWhole = false }: KindProps & { isWhole?: boolean }) {
  return (
    <div className="pair">
      <NumberInput
        label="小さくても"
        keyword="minimum"
        schema={schema}
        edit={edit}
        isSigned
        isWhole={isWhole}
      />
      <NumberInput
        label="大きくても"
        keyword="maximum"
        schema={schema}
        edit={edit}
        isSigned
        isWhole={isWhole}
      />
    </div>
  );
}

export function Numbers({ schema, edit }: KindProps) {
  return (
    <>
      <Bounds schema={schema} edit={edit} />
      <TextKeyword
        label="単位"
        help="入力欄の後に表示します（例：人、円、℃）。"
        keyword="x-unit"
        schema={schema}
        edit={edit}
      />
    </>
  );
}

/** Amounts and percentages have their unit. */
export function Amounts({ kind, schema, edit }: KindProps & { kind: string }) {
  const help =
    kind === 'money'
      ? '円で書きます。「5万円」「1万2千円」のような入力も円に直します。'
      : 'パーセントで書きます。';
  return (
    <>
      <p className="support">{help}</p>
      <Bounds schema={schema} edit={edit} isWhole={kind === 'money'} />
    </>
  );
}

export function RatingSettings({ schema, edit }: KindProps) {
  return (
    <>
      <div className="pair">
        <NumberInput label="段階の最小" keyword="minimum" schema={schema} edit={edit} isSigned isWhole />
        <NumberInput label="段階の最大" keyword="maximum" schema={schema} edit={edit} isSigned isWhole />
      </div>
      <p className="support">最小と最大の差は10までです。</p>
      <TextKeyword
        label="最小の意味"
        help="例：まったくあてはまらない"
        keyword="x-low"
        schema={schema}
        edit={edit}
      />
      <TextKeyword
        label="最大の意味"
        help="例：とてもあてはまる"
        keyword="x-high"
        schema={schema}
        edit={edit}
      />
    </>
  );
}
