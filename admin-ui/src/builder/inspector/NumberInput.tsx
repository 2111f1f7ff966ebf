import { useState } from 'react';
import { TextInput } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';

interface Props extends KindProps {
  label: string;
  keyword: string;
  isSigned?: boolean;
  /** No fraction: counts, digits. */
  isWhole?: boolean;
  /** Zero says nothing here. */
  isPositive?: boolean;
  /** How many of the document's units one typed unit is (bytes per megabyte). */
  scale?: number;
}

/** A number of the schema; empty takes the keyword out. Full-width digits are understood. */
export function NumberInput({ label, keyword, schema, edit, scale = 1, ...traits }: Props) {
  const known = typeof schema[keyword] === 'number' ? schema[keyword] : undefined;
  const stored =
    known === undefined ? '' : scale === 1 ? String(known) : String(Math.round((known / scale) * 1e3) / 1e3);
  const [text, setText] = useState<string | null>(null);
  const parsed = text === null ? null : parse(text, traits);
  // Bytes are whole, whatever was typed in megabytes.
  const units = (number: number | '') =>
    number === '' ? undefined : scale === 1 ? number : Math.round(number * scale);
  // After undo the document says something else than what was typed last.
  const isStale = parsed !== null && units(parsed) !== known;
  const shown = text === null || isStale ? stored : text;
  const isWrong = text !== null && parsed === null;
  function change(value: string) {
    setText(value);
    const number = parse(value, traits);
    if (number !== null) edit({ [keyword]: units(number) }, keyword);
  }
  return (
    <TextInput
      label={label}
      inputMode="decimal"
      value={shown}
      onChange={change}
      onBlur={() => !isWrong && setText(null)}
      error={isWrong ? wrongWords(traits) : null}
    />
  );
}

type Traits = Pick<Props, 'isSigned' | 'isWhole' | 'isPositive'>;

function wrongWords({ isWhole, isPositive }: Traits): string {
  if (isPositive) return isWhole ? '1以上の整数で入力してください。' : '0より大きい数字で入力してください。';
  return isWhole ? '小数のない数字で入力してください。' : '数字で入力してください。';
}

function parse(text: string, { isSigned, isWhole, isPositive }: Traits): number | '' | null {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim();
  if (plain === '') return '';
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return null;
  const number = Number(plain);
  if (!isSigned && number < 0) return null;
  if (isWhole && !Number.isInteger(number)) return null;
  return isPositive && number <= 0 ? null : number;
}
