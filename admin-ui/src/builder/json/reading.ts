/** From a text to a document that the store may have, or why not. Pure. */
import { parser } from '@lezer/json';
import { isObject } from '../model/document';
import { documentRefusal } from '../model/shapes';
import { duplicateKey, type Range, type Source } from './places';

export type Reading =
  | { document: Record<string, unknown>; refusal: null }
  /** `isJson`: the text can be read, but the document cannot be shown. */
  | { document: null; refusal: string; range: Range | null; isJson?: boolean };

export function sourceOf(text: string): Source {
  return { tree: parser.parse(text), slice: (from, to) => text.slice(from, to) };
}

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
  const shape = documentRefusal(value);
  return shape === null
    ? { document: value, refusal: null }
    : { document: null, refusal: shape, range: null, isJson: true };
}

/** The document as text, as this view writes it. */
export const written = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
