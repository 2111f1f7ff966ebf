/** Conditions in words, and which tests make sense for which kind. */
import { choicesOf, otherOf } from '../model/choices';
import { labelOf, type FieldSchema, type Scope } from '../model/document';
import { kindOf } from '../model/kinds';
import { rowOf } from '../model/scope';
import { parse, type Test } from './predicate';

export type Op = Test['op'];

export const OP_LABELS: Record<Op, string> = {
  yes: 'が「はい」（チェックあり）',
  notYes: 'が「はい」ではない',
  notEquals: 'が次の値ではない',
  answered: 'に入力がある',
  unanswered: 'が未入力',
  equals: 'が次の値と同じ',
  oneOf: 'が次のどれか',
  includes: 'が次を含む',
  other: 'で「その他」を選んだ',
  atLeast: 'が次の数以上',
  atMost: 'が次の数以下',
  atLeastRows: 'が次の件数以上',
  anyRow: 'に次のような行が1つ以上ある',
};

/** Tests whose words end in a verb. */
const VERBS: readonly Op[] = ['answered', 'includes', 'notEquals', 'notYes', 'other', 'anyRow'];

const NUMBERS: readonly Op[] = ['equals', 'atLeast', 'atMost', 'answered', 'unanswered'];
const TEXTS: readonly Op[] = ['equals', 'notEquals', 'answered', 'unanswered'];

const OPS_BY_KIND: Record<string, readonly Op[]> = {
  yesNo: ['yes', 'unanswered'],
  consent: ['yes', 'unanswered'],
  choice: ['equals', 'notEquals', 'oneOf', 'answered', 'unanswered'],
  choices: ['includes', 'answered', 'unanswered'],
  ranking: ['includes', 'answered', 'unanswered'],
  integer: NUMBERS,
  decimal: NUMBERS,
  money: NUMBERS,
  percentage: NUMBERS,
  rating: NUMBERS,
  shortText: TEXTS,
  organizationName: TEXTS,
  keyNumber: TEXTS,
  hidden: TEXTS,
  // Predicates know no order of days and times: the same, or any.
  date: TEXTS,
  month: TEXTS,
  time: TEXTS,
  group: ['answered', 'atLeastRows', 'anyRow', 'unanswered'],
};

export function opsFor(schema: FieldSchema | undefined): readonly Op[] {
  const ops = (schema && OPS_BY_KIND[kindOf(schema)]) ?? ['answered', 'unanswered'];
  return schema !== undefined && otherOf(schema) !== null ? [...ops, 'other'] : ops;
}

/** The test a person gets who picks a field or another way of asking. */
export function newTest(field: string, op: Op, schema: FieldSchema | undefined): Test {
  const choices = schema ? choicesOf(schema).map((choice) => choice.const) : [];
  const first = choices[0] ?? '';
  const isNumber = schema?.type === 'integer' || schema?.type === 'number';
  switch (op) {
    case 'equals':
    case 'notEquals':
      return { field, op, value: isNumber ? Number(schema?.minimum ?? 0) : first };
    case 'includes':
      return { field, op, value: first };
    case 'other':
      return { field, op, values: choices, isList: schema?.type === 'array' };
    case 'oneOf':
      return { field, op, values: first === '' ? [] : [first] };
    case 'atLeast':
    case 'atMost':
      return { field, op, value: Number(schema?.minimum ?? 0) };
    case 'atLeastRows':
      return { field, op, value: 1 };
    case 'anyRow':
      return { field, op, test: { field: '', op: 'answered' } };
    default:
      return { field, op };
  }
}

export function testInWords(scope: Scope, test: Test): string {
  const label = `「${labelOf(scope, test.field)}」`;
  const schema = scope.properties[test.field];
  const title = (value: string | number) => {
    const choice = schema ? choicesOf(schema).find((candidate) => candidate.const === value) : undefined;
    return `「${choice?.title ?? value}」`;
  };
  switch (test.op) {
    case 'yes':
      return `${label}が「はい」`;
    case 'notYes':
      return `${label}が「はい」ではない`;
    case 'notEquals':
      return `${label}が${title(test.value)}ではない`;
    case 'answered':
      return `${label}に入力がある`;
    case 'unanswered':
      return `${label}が未入力`;
    case 'equals':
      return `${label}が${title(test.value)}`;
    case 'oneOf':
      return `${label}が${test.values.map(title).join('か')}`;
    case 'includes':
      return `${label}が${title(test.value)}を含む`;
    case 'other':
      return `${label}で「${(schema && otherOf(schema)?.title) ?? 'その他'}」を選んだ`;
    case 'atLeast':
      return `${label}が${test.value}以上`;
    case 'atMost':
      return `${label}が${test.value}以下`;
    case 'atLeastRows':
      return `${label}が${test.value}件以上`;
    case 'anyRow':
      return `${label}に、${testInWords(rowOf(schema) ?? { properties: {} }, test.test)}という行がある`;
  }
}

/** A condition as one phrase, for badges; a general phrase where only the JSON says it. */
export function conditionInWords(scope: Scope, predicate: unknown): string {
  const condition = parse(predicate);
  if (condition === null) return '詳しい条件のとき';
  const words = condition.tests.map((test) => testInWords(scope, test));
  const last = condition.tests.at(-1);
  // 「A」が「B」のとき, but 「A」に入力があるとき: after a verb there is no の.
  const when = last !== undefined && VERBS.includes(last.op) ? 'とき' : 'のとき';
  return `${words.join(condition.mode === 'all' ? '、かつ' : '、または')}${when}`;
}
