/** What a field asks or offers beyond its kind, in one line: shared by several kinds. */
import { choicesOf, otherOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { hasPart, PARTS } from '../model/parts';

export const textAt = (schema: FieldSchema, keyword: string) =>
  typeof schema[keyword] === 'string' ? schema[keyword] : '';
export const numberAt = (schema: FieldSchema, keyword: string) =>
  typeof schema[keyword] === 'number' ? schema[keyword] : null;

export function choicesInWords(schema: FieldSchema): string {
  const titles = choicesOf(schema).map((choice) => choice.title);
  const other = otherOf(schema);
  if (other !== null) titles.push(`${other.title ?? 'その他'}（自由に記入）`);
  return titles.length === 0 ? '' : `選択肢：${titles.join('、')}`;
}

/** 「1から5まで」; nothing where there is no limit. */
export function range(schema: FieldSchema, unit: string): string {
  const [minimum, maximum] = [numberAt(schema, 'minimum'), numberAt(schema, 'maximum')];
  const ends = [
    minimum === null ? '' : `${minimum.toLocaleString('ja')}${unit}から`,
    maximum === null ? '' : `${maximum.toLocaleString('ja')}${unit}まで`,
  ];
  return ends.join('');
}

/** 「100文字まで」 */
export function lengths(schema: FieldSchema): string {
  const most = numberAt(schema, 'maxLength');
  return most === null ? '' : `${most.toLocaleString('ja')}文字まで`;
}

export const filesInWords = (schema: FieldSchema) => `${numberAt(schema, 'maxItems') ?? 10}枚まで`;

export const partsInWords = (kind: string) => (schema: FieldSchema) =>
  (PARTS[kind] ?? [])
    .filter((part) => hasPart(schema, part))
    .map(({ label }) => label)
    .join('、');
