/**
 * A condition as the editor shows it: groups (all, any, none) of questions about fields, and predicates that it can only
 * put into words. A question keeps what the document has of it, so that an unfinished one never gets there.
 */
import type { Predicate } from '../model/document';

export type Mode = 'all' | 'any' | 'none' | 'notAll';
/** How many rows of a repeating group must fit. */
export type HowMany = 'any' | 'all' | 'none' | 'atLeast' | 'atMost';

export type Test = { field: string } & (
  | { op: 'yes' | 'notYes' | 'answered' | 'unanswered' }
  | { op: 'equals' | 'notEquals'; value: string | number }
  | { op: 'oneOf' | 'notOneOf' | 'includesAny' | 'includesNone'; values: string[] }
  | { op: 'includes' | 'notIncludes' | 'hasText' | 'startsWith'; value: string }
  | { op: 'from' | 'until'; value: string }
  | { op: 'other'; values: string[]; isList: boolean }
  | { op: 'atLeast' | 'atMost' | 'above' | 'below'; value: number }
  | { op: 'atLeastLetters' | 'atMostLetters' | 'atLeastRows' | 'atMostRows'; value: number }
  | { op: 'between'; from: number; to: number }
  | { op: 'rows'; how: HowMany; count: number; of: Group }
);

export type Op = Test['op'];

export interface Group {
  node: 'group';
  mode: Mode;
  nodes: Node[];
}

export interface Question {
  node: 'test';
  shown: Test;
  /** The last complete one, which the document has. */
  written: Test | null;
}

export interface Foreign {
  node: 'foreign';
  schema: Predicate;
}

export type Node = Group | Question | Foreign;

export const group = (mode: Mode, nodes: Node[]): Group => ({ node: 'group', mode, nodes });
export const question = (shown: Test): Question => ({ node: 'test', shown, written: complete(shown) });
export const EMPTY: Question = { node: 'test', shown: { field: '', op: 'answered' }, written: null };

/** The question as the document can have it, or null: no field, no value, nothing asked about the rows. */
export function complete(test: Test): Test | null {
  if (test.field === '') return null;
  if (test.op === 'rows') {
    const of = completed(test.of);
    return of === null ? null : { ...test, of };
  }
  if (test.op === 'between') return test.from <= test.to ? test : null;
  if ('values' in test) return test.values.length > 0 ? test : null;
  return 'value' in test && test.value === '' ? null : test;
}

/** The group with only what is complete; null when nothing is. */
export function completed(of: Group): Group | null {
  const nodes = of.nodes.flatMap((node): Node[] => {
    if (node.node === 'foreign') return [node];
    if (node.node === 'group') return [completed(node) ?? []].flat();
    return node.written === null ? [] : [{ ...node, shown: node.written }];
  });
  return nodes.length === 0 ? null : { ...of, nodes };
}

/** How many questions the document has of it. */
export function count(of: Group): number {
  return of.nodes.reduce(
    (sum, node) =>
      sum + (node.node === 'group' ? count(node) : node.node === 'test' && !node.written ? 0 : 1),
    0,
  );
}
