/** What a field asks or offers beyond its kind, in one line for its card. */
import { choicesOf, otherOf, rowsOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import { hasPart, PARTS } from '../model/parts';

const text = (schema: FieldSchema, keyword: string) =>
  typeof schema[keyword] === 'string' ? schema[keyword] : '';
const number = (schema: FieldSchema, keyword: string) =>
  typeof schema[keyword] === 'number' ? schema[keyword] : null;

export function summaryOf(schema: FieldSchema): string {
  if (typeof schema['x-value'] === 'string') return `計算：${schema['x-value']}`;
  return SUMMARIES[kindOf(schema)]?.(schema) ?? '';
}

function choices(schema: FieldSchema): string {
  const other = otherOf(schema);
  const titles = choicesOf(schema).map((choice) => choice.title);
  if (other !== null) titles.push(`${other.title ?? 'その他'}（自由に記入）`);
  return titles.length === 0 ? '' : `選択肢：${titles.join('、')}`;
}

/** 「1から5まで」; nothing where there is no limit. */
function range(schema: FieldSchema, unit: string): string {
  const [minimum, maximum] = [number(schema, 'minimum'), number(schema, 'maximum')];
  const ends = [
    minimum === null ? '' : `${minimum.toLocaleString('ja')}${unit}から`,
    maximum === null ? '' : `${maximum.toLocaleString('ja')}${unit}まで`,
  ];
  return ends.join('');
}

function rating(schema: FieldSchema): string {
  const end = (keyword: string, words: string) => {
    const value = number(schema, keyword) ?? '';
    return words === '' ? `${value}` : `${value}（${words}）`;
  };
  return `段階：${end('minimum', text(schema, 'x-low'))}〜${end('maximum', text(schema, 'x-high'))}`;
}

function matrix(schema: FieldSchema): string {
  const rows = rowsOf(schema).map(([name, row]) => row.title ?? name);
  return `行：${rows.join('、')}／${choices(schema)}`;
}

const files = (schema: FieldSchema) => `${number(schema, 'maxItems') ?? 10}枚まで`;
const parts = (schema: FieldSchema) =>
  (PARTS[kindOf(schema)] ?? [])
    .filter((part) => hasPart(schema, part))
    .map(({ label }) => label)
    .join('、');

function rows(schema: FieldSchema): string {
  const title = text(schema, 'x-item-title');
  const least = number(schema, 'minItems');
  const most = number(schema, 'maxItems') ?? 10;
  return `${title === '' ? '' : `「${title}」を`}${least === null ? '' : `${least}件から`}${most}件まで`;
}

function hidden(schema: FieldSchema): string {
  const { from, parameter } = (schema['x-prefill'] ?? {}) as { from?: unknown; parameter?: unknown };
  if (from === 'link') return '職員が作るリンクの値';
  return typeof parameter === 'string' ? `アドレス（URL）の引数「${parameter}」の値` : '';
}

const SUMMARIES: Record<string, (schema: FieldSchema) => string> = {
  integer: (schema) => range(schema, text(schema, 'x-unit')),
  decimal: (schema) => range(schema, text(schema, 'x-unit')),
  money: (schema) => range(schema, '円'),
  percentage: (schema) => range(schema, '％'),
  choice: choices,
  choices,
  ranking: choices,
  rating,
  matrix,
  dateRange: (schema) => {
    const days = number(schema, 'x-max-days');
    return days === null ? '' : `${days}日間まで`;
  },
  keyNumber: (schema) => `${number(schema, 'x-length') ?? '？'}桁`,
  postalAddress: parts,
  bankAccount: parts,
  yuchoAccount: parts,
  file: files,
  image: files,
  group: rows,
  hidden,
};
