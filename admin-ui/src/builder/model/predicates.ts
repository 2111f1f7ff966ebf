/**
 * Conditions as trees: who is spoken about, and the same tree with a field renamed or taken out. Only the level of the
 * answers is walked; what stands inside `properties/p` is about the value of `p`, and inside `contains` of a repeating
 * group about the members of a row.
 */
import type { Exit, FieldAddress, FormDocument, Json, Page, Predicate } from './document';
import { withScope } from './scope';

type Schema = { [key: string]: Json };
type Change = (predicate: Predicate) => Predicate | undefined;
const LISTS = ['allOf', 'anyOf'] as const;

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a statement about a group says of single rows. */
const rowsOf = (value: Json | undefined): Json | undefined => (isSchema(value) ? value.contains : undefined);

/** Whether a predicate over the answers says anything about the field, or about the member of the rows. */
export function mentions(predicate: unknown, { name, group }: FieldAddress): boolean {
  if (!isSchema(predicate)) return false;
  const { properties, required } = predicate;
  if (group === undefined) {
    if (isSchema(properties) && name in properties) return true;
    if (Array.isArray(required) && required.includes(name)) return true;
  } else if (isSchema(properties) && mentions(rowsOf(properties[group]), { name })) return true;
  if (mentions(predicate.not, { name, group })) return true;
  return LISTS.some((key) => {
    const list = predicate[key];
    return Array.isArray(list) && list.some((member) => mentions(member, { name, group }));
  });
}

/** The fields of the form that a predicate speaks about. */
export function mentionedIn(predicate: unknown): string[] {
  if (!isSchema(predicate)) return [];
  const { properties, required } = predicate;
  return [
    ...(isSchema(properties) ? Object.keys(properties) : []),
    ...(Array.isArray(required) ? required.map(String) : []),
    ...mentionedIn(predicate.not),
    ...LISTS.flatMap((key) => {
      const list = predicate[key];
      return Array.isArray(list) ? list.flatMap(mentionedIn) : [];
    }),
  ];
}

/** The predicate with the field called by another name. */
export function renamed(predicate: Predicate, from: FieldAddress, to: string): Predicate {
  if (!isSchema(predicate) || !mentions(predicate, from)) return predicate;
  const next: Schema = { ...predicate };
  if (isSchema(next.properties)) {
    next.properties = Object.fromEntries(
      Object.entries(next.properties).map(([name, schema]) => renamedEntry(name, schema, from, to)),
    );
  }
  if (Array.isArray(next.required) && from.group === undefined)
    next.required = next.required.map((name) => (name === from.name ? to : name));
  if (next.not !== undefined) next.not = renamed(next.not as Predicate, from, to);
  for (const key of LISTS) {
    const list = next[key];
    if (Array.isArray(list)) next[key] = list.map((member) => renamed(member as Predicate, from, to));
  }
  return next;
}

function renamedEntry(name: string, schema: Json, from: FieldAddress, to: string): [string, Json] {
  if (from.group === undefined) return [name === from.name ? to : name, schema];
  const rows = rowsOf(schema);
  if (name !== from.group || !isSchema(schema) || rows === undefined) return [name, schema];
  return [name, { ...schema, contains: renamed(rows as Predicate, { name: from.name }, to) }];
}

/** The predicate with every statement about the field taken out; undefined when nothing is left to say. */
export function without(predicate: Predicate, field: FieldAddress): Predicate | undefined {
  if (!isSchema(predicate) || !mentions(predicate, field)) return predicate;
  const next: Schema = { ...predicate };
  // A statement about rows goes as a whole.
  const gone = field.group ?? field.name;
  const saysSo =
    field.group === undefined ||
    (isSchema(next.properties) && mentions(rowsOf(next.properties[gone]), { name: field.name }));
  if (saysSo && isSchema(next.properties)) {
    const { [gone]: _gone, ...rest } = next.properties;
    setOrDrop(next, 'properties', Object.keys(rest).length === 0 ? undefined : rest);
  }
  if (saysSo && Array.isArray(next.required)) {
    const rest = next.required.filter((name) => name !== gone);
    setOrDrop(next, 'required', rest.length === 0 ? undefined : rest);
  }
  if (next.not !== undefined) setOrDrop(next, 'not', without(next.not as Predicate, field));
  for (const key of LISTS) {
    const list = next[key];
    if (!Array.isArray(list)) continue;
    const rest = list
      .map((member) => without(member as Predicate, field))
      .filter((member) => member !== undefined);
    setOrDrop(next, key, rest.length === 0 ? undefined : (rest as Json[]));
  }
  return Object.keys(next).length === 0 ? undefined : next;
}

function setOrDrop(schema: Schema, key: string, value: Json | undefined): void {
  if (value === undefined) delete schema[key];
  else schema[key] = value;
}

function changedKeys<T extends object>(object: T, keys: string[], change: Change): T {
  const next = { ...object } as Record<string, unknown>;
  let isChanged = false;
  for (const key of keys) {
    if (next[key] === undefined) continue;
    const value = change(next[key] as Predicate);
    if (value === next[key]) continue;
    isChanged = true;
    if (value === undefined) delete next[key];
    else next[key] = value;
  }
  return isChanged ? (next as T) : object;
}

/** Applies a change to every condition over the answers; an exit whose condition is gone goes too. */
export function mapPredicates(document: FormDocument, change: Change): FormDocument {
  const pages = document['x-pages'].map((page) => {
    const next = changedKeys(page, ['x-show-when'], change);
    const blocks = next.blocks.map((block) => changedKeys(block, ['x-show-when'], change));
    return mapExits({ ...next, blocks }, change);
  });
  return { ...mapRowPredicates(document, undefined, change), 'x-pages': pages };
}

/** Applies a change to the conditions of the members of a row, which are about that row. */
export function mapRowPredicates(
  document: FormDocument,
  group: string | undefined,
  change: Change,
): FormDocument {
  return withScope(document, group, (scope) => {
    const properties = Object.fromEntries(
      Object.entries(scope.properties).map(([name, schema]) => [
        name,
        changedKeys(schema, ['x-show-when', 'x-required-when'], change),
      ]),
    );
    return { ...scope, properties };
  });
}

function mapExits(page: Page, change: Change): Page {
  if (page['x-exits'] === undefined) return page;
  const exits = page['x-exits'].flatMap((exit): Exit[] => {
    const when = change(exit.when);
    return when === undefined ? [] : [{ ...exit, when }];
  });
  if (exits.length > 0) return { ...page, 'x-exits': exits };
  const { 'x-exits': _gone, ...rest } = page;
  return rest as Page;
}
