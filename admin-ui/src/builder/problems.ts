/**
 * The server's problems in Japanese, and where a problem stands in the builder. Whether something is a problem is decided
 * by the server alone; a code without a sentence is shown as it is.
 */
import type { Problem, Severity } from '../api/types';
import type { Selection } from './history/history';
import { labelOf, pageTitle, placeOf, type FieldAddress, type FormDocument } from './model/document';
import { segments } from './model/pointer';
import { scopeOf } from './model/scope';
import { CALCULATION_REASONS, MAIL_REASONS, SENTENCES, TEXT_REASONS } from './sentences';
import { languageName } from './translations/languages';

export const SEVERITY_LABELS: Record<Severity, string> = { error: 'エラー', warning: '注意', hint: 'ヒント' };

/** Parameters that name fields. */
const FIELD_PARAMS = ['name', 'other', 'field', 'fields'];

/** Keywords that a clerk knows by another name. */
const SETTING_NAMES: Record<string, string> = {
  minimum: '小さくても',
  maximum: '大きくても',
  minLength: '最小の文字数',
  maxLength: '最大の文字数',
  minItems: '少なくとも',
  maxItems: '多くても',
  'x-unit': '単位',
  'x-value': '計算で決める',
  'x-earliest': 'いちばん早い',
  'x-latest': 'いちばん遅い',
};

export function sentenceOf(problem: Problem, document?: FormDocument): string {
  const sentence = sentenceFor(problem);
  if (sentence === undefined) return `確認が必要な箇所があります（${problem.code}）。`;
  // What an expression says is shown as it is written there.
  const known = problem.code === 'calculation' ? undefined : document;
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => paramWords(key, problem.params[key], known));
}

/** One code may have several reasons, and other words for each. */
function sentenceFor({ code, params }: Problem): string | undefined {
  const reason = String(params.reason);
  if (code === 'calculation') {
    const words = CALCULATION_REASONS[reason] ?? SENTENCES[code];
    return typeof params.suggestion === 'string' ? `${words}「{suggestion}」ではありませんか。` : words;
  }
  if (code === 'mailPlaceholder') return MAIL_REASONS[reason] ?? SENTENCES[code];
  if (code === 'unreadableText') return TEXT_REASONS[reason] ?? SENTENCES[code];
  return SENTENCES[code];
}

function paramWords(key: string, value: unknown, document: FormDocument | undefined): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((entry) => paramWords(key, entry, document)).join('、');
  const text = String(value);
  if (key === 'language') return languageName(text);
  const isField = FIELD_PARAMS.includes(key) && document !== undefined && text in document.properties;
  return isField ? labelOf(document, text) : (SETTING_NAMES[text] ?? text);
}

/** The field or member that a problem is about. */
function addressOf(problem: Problem): FieldAddress | null {
  const [root, first, items, properties, member] = segments(problem.at);
  if (root !== 'properties' || first === undefined) return null;
  const isMember = items === 'items' && properties === 'properties' && member !== undefined;
  return isMember ? { name: member, group: first } : { name: first };
}

/** The page and block to select for a problem, and the member; null when it belongs to the form as a whole. */
export function selectionOf(document: FormDocument, problem: Problem): Selection | null {
  const [root, first, key, index] = segments(problem.at);
  const address = addressOf(problem);
  if (address !== null) {
    const place = placeOf(document, address.group ?? address.name);
    if (place === null || address.group === undefined) return place;
    return address.name in scopeOf(document, address.group).properties
      ? { ...place, member: address.name }
      : place;
  }
  if (root === 'x-pages' && first !== undefined) {
    const page = Number(first);
    if (document['x-pages'][page] === undefined) return null;
    const isBlock = key === 'blocks' && index !== undefined;
    return { page, block: isBlock ? Number(index) : null };
  }
  const named = root === 'required' && first !== undefined ? document.required?.[Number(first)] : undefined;
  return named === undefined ? null : placeOf(document, named);
}

/** The view in which it is repaired; none where that is the editing view. */
export function viewOf(problem: Problem): 'settings' | 'logic' | 'translations' | undefined {
  const [root] = segments(problem.at);
  if (TRANSLATIONS.includes(problem.code)) return 'translations';
  if (problem.code in MISSING_SETTINGS) return 'settings';
  return root === 'x-settings' ? 'settings' : root === 'x-rules' ? 'logic' : undefined;
}

const TRANSLATIONS = ['untranslated', 'staleTranslation', 'i18nPointer'];

/** Settings that are missing have no place yet; these are where they will stand. */
const MISSING_SETTINGS: Record<string, string> = {
  noPrivacyNotice: '/x-settings/privacyNotice',
  noContact: '/x-settings/contact/name',
};

/** The place in the settings that repairs a problem. */
export function settingOf({ code, at }: Problem): string {
  return MISSING_SETTINGS[code] ?? at;
}

/** Where a problem stands, in words. */
export function whereOf(document: FormDocument, problem: Problem): string {
  const [root, first, key, index] = segments(problem.at);
  const address = addressOf(problem);
  if (address?.group !== undefined) {
    const member = labelOf(scopeOf(document, address.group), address.name);
    return `項目「${labelOf(document, address.group)}」の「${member}」`;
  }
  if (address !== null) return `項目「${labelOf(document, address.name)}」`;
  if (root === 'x-settings') return '設定';
  if (root === 'x-rules') return '入力のきまり';
  if (root === 'x-i18n') return 'ほかの言語の文章';
  if (root === 'x-pages' && first !== undefined) {
    const page = document['x-pages'][Number(first)];
    if (page === undefined) return 'ページ';
    const block = key === 'blocks' && index !== undefined ? page.blocks[Number(index)] : undefined;
    if (block?.field !== undefined) return `項目「${labelOf(document, block.field)}」`;
    return `ページ「${pageTitle(page, Number(first))}」`;
  }
  return 'フォーム全体';
}

/** By field, and by field and member: a page of cards asks for each of its own after every keystroke. */
const byField = new WeakMap<Problem[], Map<string, Problem[]>>();

function indexOf(problems: Problem[]): Map<string, Problem[]> {
  const known = byField.get(problems);
  if (known !== undefined) return known;
  const index = new Map<string, Problem[]>();
  const add = (key: string, problem: Problem) => index.set(key, [...(index.get(key) ?? []), problem]);
  for (const problem of problems) {
    const address = addressOf(problem);
    if (address === null) continue;
    add(address.group ?? address.name, problem);
    if (address.group !== undefined) add(`${address.group}/${address.name}`, problem);
  }
  byField.set(problems, index);
  return index;
}

const NO_PROBLEMS: Problem[] = [];

/** The problems of a field with those of its members, or of one member. */
export function problemsOfField(problems: Problem[], { name, group }: FieldAddress): Problem[] {
  return indexOf(problems).get(group === undefined ? name : `${group}/${name}`) ?? NO_PROBLEMS;
}

/** The problems of exactly this place in the document or below it. */
export function problemsAt(problems: Problem[], pointer: string): Problem[] {
  return problems.filter(({ at }) => at === pointer || at.startsWith(`${pointer}/`));
}

export function countBySeverity(problems: Problem[]): Record<Severity, number> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, hint: 0 };
  for (const problem of problems) counts[problem.severity] += 1;
  return counts;
}
