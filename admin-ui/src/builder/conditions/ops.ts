/** Which questions make sense for which kind, what they are called, and how a new one begins. */
import { choicesOf, otherOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import { EMPTY, group, type HowMany, type Mode, type Op, type Test } from './tree';

export const OP_LABELS: Record<Op, string> = {
  yes: 'が「はい」（チェックあり）',
  notYes: 'が「はい」ではない',
  answered: 'に入力がある',
  unanswered: 'が未入力',
  equals: 'が次の値と同じ',
  notEquals: 'が次の値ではない',
  oneOf: 'が次のどれか',
  notOneOf: 'が次のどれでもない',
  includes: 'が次を含む',
  notIncludes: 'が次を含まない',
  includesAny: 'が次のどれかを含む',
  includesNone: 'が次のどれも含まない（回答はある）',
  other: 'で「その他」を選んだ',
  atLeast: 'が次の数以上',
  atMost: 'が次の数以下',
  above: 'が次の数より大きい',
  below: 'が次の数より小さい',
  between: 'が次の範囲',
  hasText: 'が次の文字を含む',
  startsWith: 'が次の文字で始まる',
  from: 'が次の日時以後',
  until: 'が次の日時以前',
  atLeastLetters: 'が次の文字数以上',
  atMostLetters: 'が次の文字数以下',
  atLeastRows: 'が次の件数以上',
  atMostRows: 'が次の件数以下',
  rows: 'の行について',
};

/** Where the general words would be odd. */
const OTHER_LABELS: Record<string, Partial<Record<Op, string>>> = {
  date: { from: 'が次の日以後', until: 'が次の日以前' },
  month: { from: 'が次の月以後', until: 'が次の月以前' },
  time: { from: 'が次の時刻以後', until: 'が次の時刻以前' },
  choices: { atLeastRows: 'を次の数以上選んだ', atMostRows: 'を選んだ数が次の数以下' },
};

export function opLabel(op: Op, schema: FieldSchema | undefined): string {
  return (schema && OTHER_LABELS[kindOf(schema)]?.[op]) ?? OP_LABELS[op];
}

export const MODE_LABELS: Record<Mode, string> = {
  all: 'すべてにあてはまるとき',
  any: 'どれかにあてはまるとき',
  none: 'どれにもあてはまらないとき',
  notAll: 'あてはまらないものが1つでもあるとき',
};

export const HOW_LABELS: Record<HowMany, string> = {
  any: 'あてはまる行が1つでもある',
  all: 'すべての行があてはまる',
  none: 'あてはまる行がない',
  atLeast: 'あてはまる行が次の数以上',
  atMost: 'あてはまる行が次の数以下',
};

const NUMBERS: readonly Op[] = [
  'equals',
  'notEquals',
  'atLeast',
  'atMost',
  'above',
  'below',
  'between',
  'answered',
  'unanswered',
];
const TEXTS: readonly Op[] = [
  'equals',
  'notEquals',
  'hasText',
  'startsWith',
  'atLeastLetters',
  'atMostLetters',
  'answered',
  'unanswered',
];
const MOMENTS: readonly Op[] = ['from', 'until', 'equals', 'notEquals', 'answered', 'unanswered'];
const LISTS: readonly Op[] = [
  'includes',
  'notIncludes',
  'includesAny',
  'includesNone',
  'atLeastRows',
  'atMostRows',
  'answered',
  'unanswered',
];
const FILES: readonly Op[] = ['answered', 'unanswered', 'atLeastRows', 'atMostRows'];
const YES: readonly Op[] = ['yes', 'notYes'];

const OPS_BY_KIND: Record<string, readonly Op[]> = {
  yesNo: YES,
  consent: YES,
  choice: ['equals', 'notEquals', 'oneOf', 'notOneOf', 'answered', 'unanswered'],
  choices: LISTS,
  ranking: LISTS,
  integer: NUMBERS,
  decimal: NUMBERS,
  money: NUMBERS,
  percentage: NUMBERS,
  rating: NUMBERS,
  shortText: TEXTS,
  longText: TEXTS,
  organizationName: TEXTS,
  kana: TEXTS,
  email: TEXTS,
  url: TEXTS,
  phone: TEXTS,
  postalCode: TEXTS,
  keyNumber: TEXTS,
  hidden: TEXTS,
  date: MOMENTS,
  month: MOMENTS,
  time: MOMENTS,
  file: FILES,
  image: FILES,
  group: ['rows', 'atLeastRows', 'atMostRows', 'answered', 'unanswered'],
};

export function opsFor(schema: FieldSchema | undefined): readonly Op[] {
  const ops = (schema && OPS_BY_KIND[kindOf(schema)]) ?? ['answered', 'unanswered'];
  return schema !== undefined && otherOf(schema) !== null ? [...ops, 'other'] : ops;
}

const isNumeric = (schema: FieldSchema | undefined) =>
  schema?.type === 'integer' || schema?.type === 'number';

/** The test a person gets who picks a field or another way of asking; what was asked before is kept where it fits. */
export function newTest(field: string, op: Op, schema: FieldSchema | undefined, before?: Test): Test {
  const choices = schema ? choicesOf(schema).map((choice) => choice.const) : [];
  const first = choices[0] ?? '';
  const least = Number(schema?.minimum ?? 0);
  const number =
    before !== undefined && 'value' in before && typeof before.value === 'number' ? before.value : least;
  const text =
    before !== undefined && 'value' in before && typeof before.value === 'string' ? before.value : first;
  const values = before !== undefined && 'values' in before ? before.values : text === '' ? [] : [text];
  switch (op) {
    case 'equals':
    case 'notEquals':
      return { field, op, value: isNumeric(schema) ? number : text };
    case 'includes':
    case 'notIncludes':
    case 'hasText':
    case 'startsWith':
    case 'from':
    case 'until':
      return { field, op, value: text };
    case 'other':
      return { field, op, values: choices, isList: schema?.type === 'array' };
    case 'oneOf':
    case 'notOneOf':
    case 'includesAny':
    case 'includesNone':
      return { field, op, values };
    case 'atLeast':
    case 'atMost':
    case 'above':
    case 'below':
      return { field, op, value: number };
    case 'between':
      return { field, op, from: number, to: Math.max(number, Number(schema?.maximum ?? number)) };
    case 'atLeastLetters':
    case 'atMostLetters':
    case 'atLeastRows':
    case 'atMostRows':
      return { field, op, value: before?.op === op ? before.value : 1 };
    case 'rows':
      return { field, op, how: 'any', count: 1, of: group('all', [EMPTY]) };
    default:
      return { field, op };
  }
}
