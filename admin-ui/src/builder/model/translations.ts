/** The texts in other languages, and the JSON Pointers that say where they belong. */
import { patched } from './change';
import type { FieldAddress, FormDocument } from './document';

export const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function tokensOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerOf({ name, group }: FieldAddress): string {
  return group === undefined
    ? `/properties/${escaped(name)}`
    : `/properties/${escaped(group)}/items/properties/${escaped(name)}`;
}

type Keyword = 'x-i18n' | 'x-i18n-source';
export type Texts = Record<string, unknown>;

const isTexts = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands at a keyword: language -> pointer -> text. */
const languagesAt = (document: FormDocument, keyword: Keyword): Texts =>
  isTexts(document[keyword]) ? document[keyword] : {};

/** The texts of one language by pointer. */
export function textsOf(document: FormDocument, language: string, keyword: Keyword = 'x-i18n'): Texts {
  const texts = languagesAt(document, keyword)[language];
  return isTexts(texts) ? texts : {};
}

/** The languages of the form beside its own. */
export const languagesOf = (document: FormDocument): string[] => Object.keys(languagesAt(document, 'x-i18n'));

/** Applies a change to the place of every text and of the original it was made of; null drops it. The document itself when no place changes. */
export function mapTexts(document: FormDocument, change: (pointer: string) => string | null): FormDocument {
  return mapAt(mapAt(document, 'x-i18n', change), 'x-i18n-source', change);
}

function mapAt(
  document: FormDocument,
  keyword: Keyword,
  change: (pointer: string) => string | null,
): FormDocument {
  if (!isTexts(document[keyword])) return document;
  let isChanged = false;
  const next = Object.entries(document[keyword]).map(([language, entry]) => [
    language,
    Object.fromEntries(
      Object.entries((entry ?? {}) as Texts).flatMap(([pointer, text]) => {
        const place = change(pointer);
        if (place !== pointer) isChanged = true;
        return place === null ? [] : [[place, text]];
      }),
    ),
  ]);
  return isChanged ? patched(document, { [keyword]: Object.fromEntries(next) }) : document;
}

/** The document with what one language says at some places, or says no more (undefined). */
export function withTextsOf(
  document: FormDocument,
  keyword: Keyword,
  language: string,
  patch: Record<string, string | undefined>,
): FormDocument {
  const languages = languagesAt(document, keyword);
  const next = patched(textsOf(document, language, keyword), patch);
  // A language without texts is one that has been begun; without originals it is nothing.
  const isNothing = keyword === 'x-i18n-source' && Object.keys(next).length === 0;
  return withLanguages(document, keyword, { [language]: isNothing ? undefined : next }, languages);
}

export function withLanguages(
  document: FormDocument,
  keyword: Keyword,
  patch: Record<string, Texts | undefined>,
  languages = languagesAt(document, keyword),
): FormDocument {
  const next = patched(languages, patch);
  return next === languages
    ? document
    : patched(document, { [keyword]: Object.keys(next).length === 0 ? undefined : next });
}

/** The document with the texts below one pointer moved below another. */
export function withTextsAt(document: FormDocument, from: string, to: string): FormDocument {
  return mapTexts(document, (pointer) =>
    pointer.startsWith(`${from}/`) ? to + pointer.slice(from.length) : pointer,
  );
}

/** The texts below one pointer: language -> the rest of the pointer -> text. */
export function textsBelow(
  document: FormDocument,
  from: string,
  keyword: Keyword = 'x-i18n',
): Record<string, Record<string, string>> {
  const found: Record<string, Record<string, string>> = {};
  for (const [language, entry] of Object.entries(languagesAt(document, keyword))) {
    for (const [pointer, text] of Object.entries((entry ?? {}) as Texts)) {
      if (!pointer.startsWith(`${from}/`) || typeof text !== 'string') continue;
      found[language] = { ...found[language], [pointer.slice(from.length)]: text };
    }
  }
  return found;
}
