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

/** Applies a change to the place of every text; null drops the text. The document itself when no place changes. */
export function mapTexts(document: FormDocument, change: (pointer: string) => string | null): FormDocument {
  const languages = document['x-i18n'];
  if (typeof languages !== 'object' || languages === null) return document;
  let isChanged = false;
  const next = Object.entries(languages).map(([language, entry]) => [
    language,
    Object.fromEntries(
      Object.entries((entry ?? {}) as Record<string, unknown>).flatMap(([pointer, text]) => {
        const place = change(pointer);
        if (place !== pointer) isChanged = true;
        return place === null ? [] : [[place, text]];
      }),
    ),
  ]);
  return isChanged ? patched(document, { 'x-i18n': Object.fromEntries(next) }) : document;
}

/** The document with the texts below one pointer moved below another. */
export function withTextsAt(document: FormDocument, from: string, to: string): FormDocument {
  return mapTexts(document, (pointer) =>
    pointer.startsWith(`${from}/`) ? to + pointer.slice(from.length) : pointer,
  );
}

/** The texts below one pointer: language -> the rest of the pointer -> text. */
export function textsBelow(document: FormDocument, from: string): Record<string, Record<string, string>> {
  const languages = document['x-i18n'];
  if (typeof languages !== 'object' || languages === null) return {};
  const found: Record<string, Record<string, string>> = {};
  for (const [language, entry] of Object.entries(languages)) {
    for (const [pointer, text] of Object.entries((entry ?? {}) as Record<string, unknown>)) {
      if (!pointer.startsWith(`${from}/`) || typeof text !== 'string') continue;
      found[language] = { ...found[language], [pointer.slice(from.length)]: text };
    }
  }
  return found;
}
