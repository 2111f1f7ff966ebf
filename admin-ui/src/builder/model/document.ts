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
  /** A picture: the SHA-256 of its file, its size in pixels, and what is said of it. */
  image?: string;
  width?: number;
  height?: number;
  alt?: string;
  caption?: string;
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

/** Where fields stand beside each other: the form itself, or one row of a repeating group. */
export interface Scope {
  properties: Record<string, FieldSchema>;
  required?: string[];
}

/** A field of the form or, with `group`, a member of the rows of that field. */
export interface FieldAddress {
  name: string;
  group?: string | undefined;
}

/** What must hold across fields, in CEL. */
export interface Rule {
  assert: string;
  message: string;
  field: string;
  [key: string]: unknown;
}

export interface FormDocument extends Scope {
  title?: string;
  description?: string;
  'x-rules'?: Rule[];
  'x-pages': Page[];
  'x-settings'?: Record<string, unknown>;
  [key: string]: unknown;
}

export interface Place {
  page: number;
  block: number;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text of the document. The server keeps any object as a draft: what is no text is not shown as one. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a heading, a text or a picture is called: what it says, a text's words without the marks of the format. */
export const blockText = ({ heading, text, alt }: Block): string =>
  heading === undefined && text !== undefined ? withoutMarks(textOf(text)) : textOf(heading ?? alt);

const withoutMarks = (text: string) =>
  text.replace(/\*\*|^\s*[-*+]\s+/gm, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');

/**
 * Any document with the parts that the builder relies on. A document without pages (a foreign schema) gets the one page
 * that the form language gives it; nothing is saved until somebody edits.
 */
export function openDocument(value: unknown): FormDocument {
  const document: Record<string, unknown> = isObject(value) ? value : {};
  const properties = fieldsIn(document.properties);
  const pages = Array.isArray(document['x-pages']) ? (document['x-pages'] as unknown[]).map(openPage) : null;
  return {
    ...withRightLists(document),
    properties,
    'x-pages': pages ?? [
      { id: 'page-1', title: '申請の内容', blocks: Object.keys(properties).map((field) => ({ field })) },
    ],
  };
}

function openPage(value: unknown, index: number): Page {
  const page = isObject(value) ? value : {};
  return {
    ...withRightList(page, 'x-exits', isObject),
    id: typeof page.id === 'string' ? page.id : `page-${index + 1}`,
    blocks: Array.isArray(page.blocks) ? page.blocks.filter(isBlock) : [],
  };
}

const isBlock = (value: unknown): value is Block =>
  isObject(value) && (value.field === undefined || typeof value.field === 'string');

/** The fields of a form or a row. `true` is the empty schema, and so is what is no schema at all. */
export function fieldsIn(properties: unknown): Record<string, FieldSchema> {
  if (!isObject(properties)) return {};
  if (Object.values(properties).every(isObject)) return properties as Record<string, FieldSchema>;
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, isObject(schema) ? schema : {}]),
  );
}

/** A form or a row whose lists are lists of what the builder reads there. */
export function withRightLists(scope: Record<string, unknown>): Record<string, unknown> {
  const required = withRightList(scope, 'required', (name) => typeof name === 'string');
  return withRightList(required, 'x-rules', isObject);
}

function withRightList(
  holder: Record<string, unknown>,
  keyword: string,
  fits: (entry: unknown) => boolean,
): Record<string, unknown> {
  const value = holder[keyword];
  if (value === undefined || (Array.isArray(value) && value.every(fits))) return holder;
  if (Array.isArray(value)) return { ...holder, [keyword]: value.filter(fits) };
  const { [keyword]: _gone, ...rest } = holder;
  return rest;
}

/** Pages never change, so where their fields stand is found once for each. */
const placesOf = new WeakMap<Page[], Map<string, Place>>();

function placesIn(pages: Page[]): Map<string, Place> {
  const known = placesOf.get(pages);
  if (known !== undefined) return known;
  const places = new Map<string, Place>();
  for (const [page, { blocks }] of pages.entries()) {
    for (const [block, { field }] of blocks.entries()) {
      if (field !== undefined && !places.has(field)) places.set(field, { page, block });
    }
  }
  placesOf.set(pages, places);
  return places;
}

/** Where a field stands, or null when no page places it. */
export function placeOf(document: FormDocument, field: string): Place | null {
  return placesIn(document['x-pages']).get(field) ?? null;
}

/** Fields that no page places: they would be lost from sight, so the outline lists them. */
export function unplacedFields(document: FormDocument): string[] {
  const placed = new Set(document['x-pages'].flatMap((page) => page.blocks.map((block) => block.field)));
  return Object.keys(document.properties).filter((name) => !placed.has(name));
}

export function labelOf(scope: Scope, field: string): string {
  return textOf(scope.properties[field]?.title) || field;
}

export function pageTitle(page: Page, index: number): string {
  return textOf(page.title) || `ページ${index + 1}`;
}

/** True when the field may be hidden: its own, its block's or its page's condition. A member has only its own. */
export function isConditional(document: FormDocument, field: string): boolean {
  if (document.properties[field]?.['x-show-when'] !== undefined) return true;
  const place = placeOf(document, field);
  if (place === null) return false;
  const page = document['x-pages'][place.page];
  return page?.['x-show-when'] !== undefined || page?.blocks[place.block]?.['x-show-when'] !== undefined;
}

/** Required whenever shown, in either of its two spellings. */
export function isRequired(scope: Scope, field: string): boolean {
  const isListed = scope.required?.includes(field) ?? false;
  return isListed || scope.properties[field]?.['x-required-when'] === true;
}
