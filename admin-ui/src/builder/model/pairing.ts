/**
 * Which entry of a list after a change is which entry of the list before. Entries that did not change are the same
 * object; others are known by what names them, by what they say, or by where they stand.
 */
import { isSchema } from './predicates';

/** What stays with an entry when it is edited: the id of a page, the value of a choice. */
function nameOf(entry: unknown): string | null {
  if (!isSchema(entry)) return null;
  const { id, const: value } = entry;
  if (typeof id === 'string') return `id:${id}`;
  return value === undefined ? null : `const:${JSON.stringify(value)}`;
}

/** What an entry says, without its condition: removing a field may change the conditions of all others. */
function saidBy(entry: unknown): string {
  if (!isSchema(entry)) return JSON.stringify(entry) ?? '';
  const { 'x-show-when': _shown, when: _when, ...words } = entry;
  return JSON.stringify(words);
}

/** For each entry of `before` its place in `after`, or null where it is gone. */
export function pairs(before: readonly unknown[], after: readonly unknown[]): (number | null)[] {
  const found: (number | null)[] = before.map(() => null);
  const taken = new Set<number>();
  const pass = (keyOf: (entry: unknown, index: number) => unknown) => {
    const places = new Map<unknown, number[]>();
    after.forEach((entry, index) => {
      const key = keyOf(entry, index);
      if (key === null || taken.has(index)) return;
      places.set(key, [...(places.get(key) ?? []), index]);
    });
    before.forEach((entry, index) => {
      if (found[index] !== null) return;
      const place = places.get(keyOf(entry, index))?.shift();
      if (place === undefined) return;
      found[index] = place;
      taken.add(place);
    });
  };
  pass((entry) => entry);
  if (taken.size === before.length) return found;
  pass(nameOf);
  pass(saidBy);
  // What is left was edited where it stands, unless something went away as well.
  if (before.length <= after.length) pass((_, index) => index);
  return found;
}
