/** JSON Pointers into the document: what stands there, and the document with something else there. */

export function segments(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

export function pointerTo(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** What stands at the place; undefined where nothing does. */
export function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[key]
        : undefined,
    document,
  );
}

/** The document with what stands at the place changed, or taken out where the change gives undefined. */
export function changedAt<T>(document: T, path: readonly string[], change: (value: unknown) => unknown): T {
  const [key, ...inner] = path;
  if (key === undefined) return change(document) as T;
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, key)) return document;
  const before = (document as Record<string, unknown>)[key];
  const after = inner.length === 0 ? change(before) : changedAt(before, inner, change);
  if (after === before) return document;
  if (Array.isArray(document)) {
    const list = [...(document as unknown[])];
    if (after === undefined) list.splice(Number(key), 1);
    else list[Number(key)] = after;
    return list as T;
  }
  const next = { ...(document as Record<string, unknown>), [key]: after };
  if (after === undefined) delete next[key];
  return next as T;
}
