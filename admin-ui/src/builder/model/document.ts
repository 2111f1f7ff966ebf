/**
 * The form document as the builder sees it: the JSON Schema of `docs/form-language.md`, typed as far as the builder
 * edits it. Unknown keys are kept as they are. Values are immutable; the commands return new documents.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A JSON Schema used as a statement about the answers. */
export type Predicate = boolean | { [key: string]: Json };

export interface FieldSchema {
  title?: string;
  type?: string;
  'x-kind'?: string;
  'x-show-when'?: Predicate;
  'x-required-when'?: Predicate;
  [key: string]: unknown;
}

export interface Block {
  field?: string;
  heading?: string;
  text?: string;
  'x-show-when'?: Predicate;
  [key: string]: unknown;
}

export interface Exit {
  when: Predicate;
  title?: string;
  message?: string;
  link?: { href: string; text: string };
  [key: string]: unknown;
}

export interface Page {
  id: string;
  title?: string;
  description?: string;
  'x-show-when'?: Predicate;
  blocks: Block[];
  'x-exits'?: Exit[];
  [key: string]: unknown;
}

export interface FormDocument {
  title?: string;
  description?: string;
  properties: Record<string, FieldSchema>;
  required?: string[];
  'x-pages': Page[];
  'x-settings'?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface Place {
  page: number;
  block: number;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Any document with the parts that the builder relies on. A document without pages (a foreign schema) gets the one page
 * that the form language gives it; nothing is saved until somebody edits.
 */
export function openDocument(value: unknown): FormDocument {
  const document: Record<string, unknown> = isObject(value) ? value : {};
  const properties = (isObject(document.properties) ? document.properties : {}) as Record<
    string,
    FieldSchema
  >;
  const pages = Array.isArray(document['x-pages']) ? (document['x-pages'] as unknown[]).map(openPage) : null;
  return {
    ...document,
    properties,
    'x-pages': pages ?? [
      { id: 'page-1', title: '申請の内容', blocks: Object.keys(properties).map((field) => ({ field })) },
    ],
  };
}

function openPage(value: unknown, index: number): Page {
  const page = isObject(value) ? value : {};
  return {
    ...page,
    id: typeof page.id === 'string' ? page.id : `page-${index + 1}`,
    blocks: Array.isArray(page.blocks) ? (page.blocks.filter(isObject) as Block[]) : [],
  };
}

/** Where a field stands, or null when no page places it. */
export function placeOf(document: FormDocument, field: string): Place | null {
  for (const [page, { blocks }] of document['x-pages'].entries()) {
    const block = blocks.findIndex((candidate) => candidate.field === field);
    if (block >= 0) return { page, block };
  }
  return null;
}

/** Fields that no page places: they would be lost from sight, so the outline lists them. */
export function unplacedFields(document: FormDocument): string[] {
  const placed = new Set(document['x-pages'].flatMap((page) => page.blocks.map((block) => block.field)));
  return Object.keys(document.properties).filter((name) => !placed.has(name));
}

export function labelOf(document: FormDocument, field: string): string {
  const title = document.properties[field]?.title;
  return title ? title : field;
}

export function pageTitle(page: Page, index: number): string {
  return page.title ? page.title : `ページ${index + 1}`;
}

/** True when the field may be hidden: its own, its block's or its page's condition. */
export function isConditional(document: FormDocument, field: string): boolean {
  if (document.properties[field]?.['x-show-when'] !== undefined) return true;
  const place = placeOf(document, field);
  if (place === null) return false;
  const page = document['x-pages'][place.page];
  return page?.['x-show-when'] !== undefined || page?.blocks[place.block]?.['x-show-when'] !== undefined;
}

/** Required whenever shown, in either of its two spellings. */
export function isRequired(document: FormDocument, field: string): boolean {
  const inRoot = document.required?.includes(field) ?? false;
  return inRoot || document.properties[field]?.['x-required-when'] === true;
}

/** A copy of an object with keys set, or removed where the value is undefined. The object itself when nothing differs. */
export function patched<T extends object>(object: T, patch: Record<string, unknown>): T {
  const entries = Object.entries(patch);
  const current = object as Record<string, unknown>;
  if (entries.every(([key, value]) => Object.is(current[key], value))) return object;
  const next: Record<string, unknown> = { ...current, ...patch };
  for (const [key, value] of entries) if (value === undefined) delete next[key];
  return next as T;
}

/** A list with one entry replaced; the list itself when the entry is the same or missing. */
export function replacedAt<T>(list: T[], index: number, change: (entry: T) => T): T[] {
  const entry = list[index];
  if (entry === undefined) return list;
  const next = change(entry);
  return next === entry ? list : list.map((other, at) => (at === index ? next : other));
}

/** A list with one entry moved to where it shall stand afterwards. */
export function movedTo<T>(list: T[], from: number, to: number): T[] {
  const entry = list[from];
  if (entry === undefined || from === to) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), entry, ...rest.slice(to)];
}

/** A list with an entry put in. */
export function insertedAt<T>(list: T[], index: number, entry: T): T[] {
  return [...list.slice(0, index), entry, ...list.slice(index)];
}
