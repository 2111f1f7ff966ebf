/** Conditions in words, and which tests make sense for which kind. */
import { choicesOf } from '../model/choices';
import { labelOf, type FieldSchema, type FormDocument } from '../model/document';
import { kindOf } from '../model/kinds';
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
  atLeast: 'が次の数以上',
  atMost: 'が次の数以下',
};

/** Tests whose words end in a verb. */
const VERBS: readonly Op[] = ['answered', 'includes', 'notEquals', 'notYes'];

const OPS_BY_KIND: Record<string, readonly Op[]> = {
  yesNo: ['yes', 'unanswered'],
  consent: ['yes', 'unanswered'],
  choice: ['equals', 'notEquals', 'oneOf', 'answered', 'unanswered'],
  choices: ['includes', 'answered', 'unanswered'],
  integer: ['equals', 'atLeast', 'atMost', 'answered', 'unanswered'],
  decimal: ['equals', 'atLeast', 'atMost', 'answered', 'unanswered'],
  shortText: ['equals', 'notEquals', 'answered', 'unanswered'],
  date: ['answered', 'unanswered'],
};

export function opsFor(schema: FieldSchema | undefined): readonly Op[] {
  return (schema && OPS_BY_KIND[kindOf(schema)]) ?? ['answered', 'unanswered'];
}

/** The test a person gets who picks a field or another way of asking. */
export function newTest(field: string, op: Op, schema: FieldSchema | undefined): Test {
  const first = schema ? (choicesOf(schema)[0]?.const ?? '') : '';
  const isNumber = schema?.type === 'integer' || schema?.type === 'number';
  switch (op) {
    case 'equals':
    case 'notEquals':
      return { field, op, value: isNumber ? 0 : first };
    case 'includes':
      return { field, op, value: first };
    case 'oneOf':
      return { field, op, values: first === '' ? [] : [first] };
    case 'atLeast':
    case 'atMost':
      return { field, op, value: 0 };
    default:
      return { field, op };
  }
}

export function testInWords(document: FormDocument, test: Test): string {
  const label = `「${labelOf(document, test.field)}」`;
  const title = (value: string | number) => {
    const schema = document.properties[test.field];
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
    case 'atLeast':
      return `${label}が${test.value}以上`;
    case 'atMost':
      return `${label}が${test.value}以下`;
  }
}

/** A condition as one phrase, for badges; a general phrase where only the JSON says it. */
export function conditionInWords(document: FormDocument, predicate: unknown): string {
  const condition = parse(predicate);
  if (condition === null) return '詳しい条件のとき';
  const words = condition.tests.map((test) => testInWords(document, test));
  const last = condition.tests.at(-1);
  // 「A」が「B」のとき, but 「A」に入力があるとき: after a verb there is no の.
  const when = last !== undefined && VERBS.includes(last.op) ? 'とき' : 'のとき';
  return `${words.join(condition.mode === 'all' ? '、かつ' : '、または')}${when}`;
}
