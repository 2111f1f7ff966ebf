/** From a text to a document that the store may have, or why not. Pure. */
import { parser } from '@lezer/json';
import { duplicateKey, type Range, type Source } from './places';

export type Reading =
  | { document: Record<string, unknown>; refusal: null }
  | { document: null; refusal: string; range: Range | null };

export function sourceOf(text: string): Source {
  return { tree: parser.parse(text), slice: (from, to) => text.slice(from, to) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const refused = (refusal: string, range: Range | null = null): Reading => ({
  document: null,
  refusal,
  range,
});

/** The first place where the text is no JSON. */
function brokenAt({ tree }: Source): Range | null {
  let found: Range | null = null;
  tree.iterate({
    enter: ({ type, from, to }) => {
      if (found === null && type.isError) found = { from, to };
    },
  });
  return found;
}

export function read(text: string): Reading {
  const source = sourceOf(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused('JSONとして読めません。かっこ、コンマ、引用符を確かめてください。', brokenAt(source));
  }
  const twice = duplicateKey(source);
  if (twice !== null)
    return refused(`「${twice.key}」が同じ所に2つあります。片方を消してください。`, twice.range);
  if (!isObject(value)) return refused('全体を { } で囲んだ形にしてください。');
  const shape = shapeRefusal(value);
  return shape === null ? { document: value, refusal: null } : refused(shape);
}

/** What the other views could not show at all: it never reaches them. Everything finer is a problem of the server's. */
function shapeRefusal({
  properties,
  required,
  'x-pages': pages,
  'x-settings': settings,
}: Record<string, unknown>) {
  const isFields =
    properties === undefined || (isObject(properties) && Object.values(properties).every(isObject));
  if (!isFields) return '「properties」は、項目の名前と { } の組にしてください。';
  if (
    required !== undefined &&
    !(Array.isArray(required) && required.every((name) => typeof name === 'string'))
  )
    return '「required」は、項目の名前の一覧 [ ] にしてください。';
  const isPages =
    pages === undefined ||
    (Array.isArray(pages) &&
      pages.every((page) => isObject(page) && Array.isArray(page.blocks) && page.blocks.every(isObject)));
  if (!isPages) return '「x-pages」は、「blocks」のあるページの一覧 [ ] にしてください。';
  return settings === undefined || isObject(settings) ? null : '「x-settings」は { } にしてください。';
}

/** The document as text, as this view writes it. */
export const written = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
