/** Where texts in other languages stand, for property tests. */
import { expect } from 'vitest';
import type { FormDocument } from '../model/document';
import { isSchema } from '../model/predicates';
import { tokensOf } from '../model/translations';

/** What stands at a JSON Pointer. */
export function at(document: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>(
    (value, token) =>
      Array.isArray(value) || isSchema(value) ? (value as Record<string, unknown>)[token] : undefined,
    document,
  );
}

/** Every text of every other language with its place. */
export const texts = (document: FormDocument, keyword = 'x-i18n'): [string, string][] =>
  Object.values((document[keyword] ?? {}) as Record<string, Record<string, string>>).flatMap((entry) =>
    Object.entries(entry),
  );

/** Every text in another language belongs to something. */
export function expectPlaced(document: FormDocument): void {
  const all = [...texts(document), ...texts(document, 'x-i18n-source')];
  const lost = all.filter(([pointer]) => {
    const parent = at(document, pointer.slice(0, pointer.lastIndexOf('/')));
    return !pointer.startsWith('/x-settings/') && !isSchema(parent) && !Array.isArray(parent);
  });
  expect(lost).toEqual([]);
}
