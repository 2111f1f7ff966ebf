/** The texts in other languages go along with the field they belong to. */
import { patched } from './change';
import type { FieldAddress, FormDocument } from './document';

const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

export function pointerOf({ name, group }: FieldAddress): string {
  return group === undefined
    ? `/properties/${escaped(name)}`
    : `/properties/${escaped(group)}/items/properties/${escaped(name)}`;
}

/** The document with the texts below one pointer moved below another, or (null) dropped. */
export function withTextsAt(document: FormDocument, from: string, to: string | null): FormDocument {
  const languages = document['x-i18n'];
  if (typeof languages !== 'object' || languages === null) return document;
  const isBelow = (pointer: string) => pointer.startsWith(`${from}/`);
  const texts = Object.values(languages).flatMap((entry) => Object.keys((entry ?? {}) as object));
  if (!texts.some(isBelow)) return document;
  const moved = Object.entries(languages).map(([language, entry]) => [
    language,
    Object.fromEntries(
      Object.entries((entry ?? {}) as Record<string, unknown>).flatMap(([pointer, text]) => {
        if (!isBelow(pointer)) return [[pointer, text]];
        return to === null ? [] : [[to + pointer.slice(from.length), text]];
      }),
    ),
  ]);
  return patched(document, { 'x-i18n': Object.fromEntries(moved) });
}
