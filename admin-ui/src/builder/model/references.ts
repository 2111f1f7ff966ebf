/**
 * Who speaks about a field: conditions of fields, blocks, pages and exits, and the settings. Only the level of the
 * answers is walked; what stands inside `properties/p` is about the value of `p` and names no field of the form.
 */
import {
  labelOf,
  pageTitle,
  type Exit,
  type FormDocument,
  type Json,
  type Page,
  type Predicate,
} from './document';

export interface Reference {
  /** In words, for the person: 「連絡先」の表示条件 */
  where: string;
  kind: 'condition' | 'exit' | 'setting';
}

type Schema = { [key: string]: Json };
const LISTS = ['allOf', 'anyOf'] as const;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a predicate says anything about the field. */
export function mentions(predicate: unknown, field: string): boolean {
  if (!isSchema(predicate)) return false;
  if (isSchema(predicate.properties) && field in predicate.properties) return true;
  if (Array.isArray(predicate.required) && predicate.required.includes(field)) return true;
  if (mentions(predicate.not, field)) return true;
  return LISTS.some((key) => {
    const list = predicate[key];
    return Array.isArray(list) && list.some((member) => mentions(member, field));
  });
}

/** The predicate with the field called by another name. */
export function renamed(predicate: Predicate, from: string, to: string): Predicate {
  if (!isSchema(predicate) || !mentions(predicate, from)) return predicate;
  const next: Schema = { ...predicate };
  if (isSchema(next.properties)) {
    next.properties = Object.fromEntries(
      Object.entries(next.properties).map(([name, schema]) => [name === from ? to : name, schema]),
    );
  }
  if (Array.isArray(next.required)) next.required = next.required.map((name) => (name === from ? to : name));
  if (next.not !== undefined) next.not = renamed(next.not as Predicate, from, to);
  for (const key of LISTS) {
    const list = next[key];
    if (Array.isArray(list)) next[key] = list.map((member) => renamed(member as Predicate, from, to));
  }
  return next;
}

/** The predicate with every statement about the field taken out; undefined when nothing is left to say. */
export function without(predicate: Predicate, field: string): Predicate | undefined {
  if (!isSchema(predicate) || !mentions(predicate, field)) return predicate;
  const next: Schema = { ...predicate };
  if (isSchema(next.properties)) {
    const { [field]: _gone, ...rest } = next.properties;
    setOrDrop(next, 'properties', Object.keys(rest).length === 0 ? undefined : rest);
  }
  if (Array.isArray(next.required)) {
    const rest = next.required.filter((name) => name !== field);
    setOrDrop(next, 'required', rest.length === 0 ? undefined : rest);
  }
  if (next.not !== undefined) setOrDrop(next, 'not', without(next.not as Predicate, field));
  for (const key of LISTS) {
    const list = next[key];
    if (!Array.isArray(list)) continue;
    const rest = list
      .map((member) => without(member as Predicate, field))
      .filter((member) => member !== undefined);
    setOrDrop(next, key, rest.length === 0 ? undefined : (rest as Json[]));
  }
  return Object.keys(next).length === 0 ? undefined : next;
}

function setOrDrop(schema: Schema, key: string, value: Json | undefined): void {
  if (value === undefined) delete schema[key];
  else schema[key] = value;
}

/** Every place that speaks about the field, except the field itself. */
export function referencesTo(document: FormDocument, field: string): Reference[] {
  const found: Reference[] = [];
  for (const [name, schema] of Object.entries(document.properties)) {
    if (name === field) continue;
    const label = labelOf(document, name);
    if (mentions(schema['x-show-when'], field)) found.push(condition(`「${label}」の表示条件`));
    if (mentions(schema['x-required-when'], field)) found.push(condition(`「${label}」の必須条件`));
  }
  for (const [index, page] of document['x-pages'].entries())
    found.push(...pageReferences(page, index, field));
  if (receiptMailTo(document) === field) found.push({ where: '設定「受付メールの送り先」', kind: 'setting' });
  return found;
}

function pageReferences(page: Page, index: number, field: string): Reference[] {
  const title = pageTitle(page, index);
  const found: Reference[] = [];
  if (mentions(page['x-show-when'], field)) found.push(condition(`ページ「${title}」の表示条件`));
  for (const block of page.blocks) {
    if (!mentions(block['x-show-when'], field)) continue;
    const words = block.field ?? block.heading ?? block.text ?? '';
    found.push(condition(`ページ「${title}」の「${words.slice(0, 20)}」の表示条件`));
  }
  for (const exit of page['x-exits'] ?? []) {
    if (!mentions(exit.when, field)) continue;
    found.push({ where: `ページ「${title}」の出口「${exit.title ?? ''}」`, kind: 'exit' });
  }
  return found;
}

const condition = (where: string): Reference => ({ where, kind: 'condition' });

export function receiptMailTo(document: FormDocument): string | null | undefined {
  const mail = document['x-settings']?.receiptMail;
  if (!isSchema(mail)) return undefined;
  return mail.to as string | null | undefined;
}

/** Applies a change to every condition of the document; an exit whose condition is gone goes too. */
export function mapPredicates(
  document: FormDocument,
  change: (predicate: Predicate) => Predicate | undefined,
): FormDocument {
  const withKeys = <T extends object>(object: T, keys: string[]): T => {
    const next = { ...object } as Record<string, unknown>;
    let isChanged = false;
    for (const key of keys) {
      if (next[key] === undefined) continue;
      const value = change(next[key] as Predicate);
      if (value === next[key]) continue;
      isChanged = true;
      if (value === undefined) delete next[key];
      else next[key] = value;
    }
    return isChanged ? (next as T) : object;
  };
  const properties = Object.fromEntries(
    Object.entries(document.properties).map(([name, schema]) => [
      name,
      withKeys(schema, ['x-show-when', 'x-required-when']),
    ]),
  );
  const pages = document['x-pages'].map((page) => {
    const next = withKeys(page, ['x-show-when']);
    const blocks = next.blocks.map((block) => withKeys(block, ['x-show-when']));
    return mapExits({ ...next, blocks }, change);
  });
  return { ...document, properties, 'x-pages': pages };
}

function mapExits(page: Page, change: (predicate: Predicate) => Predicate | undefined): Page {
  if (page['x-exits'] === undefined) return page;
  const exits = page['x-exits'].flatMap((exit): Exit[] => {
    const when = change(exit.when);
    return when === undefined ? [] : [{ ...exit, when }];
  });
  if (exits.length > 0) return { ...page, 'x-exits': exits };
  const { 'x-exits': _gone, ...rest } = page;
  return rest as Page;
}
