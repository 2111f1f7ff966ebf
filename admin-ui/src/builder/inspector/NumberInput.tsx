import { useState } from 'react';
import { TextInput } from '../../ui/fields';
import type { KindProps } from './KindSettings';

interface Props extends KindProps {
  label: string;
  keyword: string;
  isSigned?: boolean;
  /** How many of the document's units one typed unit is (bytes per megabyte). */
  scale?: number;
}

/** A number of the schema; empty takes the keyword out. Full-width digits are understood. */
export function NumberInput({ label, keyword, schema, edit, isSigned = false, scale = 1 }: Props) {
  const stored = typeof schema[keyword] === 'number' ? String(schema[keyword] / scale) : '';
  const [text, setText] = useState<string | null>(null);
  // After undo the document says something else than what was typed last.
  const isStale = text !== null && parse(text, isSigned) !== null && !sameNumber(text, stored, isSigned);
  const shown = text === null || isStale ? stored : text;
  const isWrong = text !== null && parse(text, isSigned) === null;
  function change(value: string) {
    setText(value);
    const number = parse(value, isSigned);
    if (number !== null)
      edit({ [keyword]: number === '' ? undefined : Math.round(number * scale * 1e9) / 1e9 }, keyword);
  }
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={shown}
      onChange={change}
      onBlur={() => !isWrong && setText(null)}
      error={isWrong ? '数字で入力してください。' : null}
    />
  );
}

function sameNumber(a: string, b: string, isSigned: boolean): boolean {
  return parse(a, isSigned) === parse(b, isSigned);
}

function parse(text: string, isSigned: boolean): number | '' | null {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  if (plain === '') return '';
  if (!(isSigned ? /^-?\d+(\.\d+)?$/ : /^\d+(\.\d+)?$/).test(plain)) return null;
  return Number(plain);
}
