/** Changes of immutable values: what does not change stays the same object, so that nothing is drawn or saved for it. */

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
