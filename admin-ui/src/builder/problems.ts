/**
 * The server's problems in Japanese, and where a problem stands in the builder. Whether something is a problem is decided
 * by the server alone; a code without a sentence is shown as it is.
 */
import type { Problem, Severity } from '../api/types';
import type { Selection } from './history/history';
import { labelOf, pageTitle, placeOf, type FormDocument } from './model/document';

export const SEVERITY_LABELS: Record<Severity, string> = { error: 'エラー', warning: '注意', hint: 'ヒント' };

/** `{name}` is replaced by the parameter. */
export const SENTENCES: Record<string, string> = {
  noFields: '項目がありません。左の一覧から項目を追加してください。',
};

export function sentenceOf(problem: Problem): string {
  const sentence = SENTENCES[problem.code];
  if (sentence === undefined) return `確認が必要な箇所があります（${problem.code}）。`;
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(problem.params[key] ?? ''));
}

function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The page and block to select for a problem; null when it belongs to the form as a whole. */
export function selectionOf(document: FormDocument, problem: Problem): Selection | null {
  const [root, first, key, index] = segments(problem.at);
  if (root === 'properties' && first !== undefined) {
    const place = placeOf(document, first);
    return place === null ? null : { page: place.page, block: place.block };
  }
  if (root === 'x-pages' && first !== undefined) {
    const page = Number(first);
    if (document['x-pages'][page] === undefined) return null;
    const isBlock = key === 'blocks' && index !== undefined;
    return { page, block: isBlock ? Number(index) : null };
  }
  const named = root === 'required' && first !== undefined ? document.required?.[Number(first)] : undefined;
  const place = named === undefined ? null : placeOf(document, named);
  return place === null ? null : { page: place.page, block: place.block };
}

/** Where a problem stands, in words. */
export function whereOf(document: FormDocument, problem: Problem): string {
  const [root, first, key, index] = segments(problem.at);
  if (root === 'properties' && first !== undefined) return `項目「${labelOf(document, first)}」`;
  if (root === 'x-settings') return '設定';
  if (root === 'x-pages' && first !== undefined) {
    const page = document['x-pages'][Number(first)];
    if (page === undefined) return 'ページ';
    const block = key === 'blocks' && index !== undefined ? page.blocks[Number(index)] : undefined;
    if (block?.field !== undefined) return `項目「${labelOf(document, block.field)}」`;
    return `ページ「${pageTitle(page, Number(first))}」`;
  }
  return 'フォーム全体';
}

export function problemsOfField(problems: Problem[], field: string): Problem[] {
  return problems.filter((problem) => {
    const [root, name] = segments(problem.at);
    return root === 'properties' && name === field;
  });
}

export function countBySeverity(problems: Problem[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const problem of problems) counts[problem.severity] += 1;
  return counts;
}
