/** A condition that speaks about another field: as renaming, except that both may be asked about already. */
import type { FieldAddress, Json, Predicate } from './document';
import { isSchema, mentions } from './predicates';

type Schema = { [key: string]: Json };

/** The predicate with the other field in place of this one. Two statements about one field stand beside each other. */
export function replaced(predicate: Predicate, from: FieldAddress, to: string): Predicate {
  if (!isSchema(predicate) || !mentions(predicate, from)) return predicate;
  if (from.group !== undefined) return inRows(predicate, from, to);
  const { properties, required, allOf, anyOf, not, ...others } = predicate;
  const next: Schema = { ...others };
  const fields = isSchema(properties) ? properties : undefined;
  const moved = fields?.[from.name];
  const isTwice = fields !== undefined && moved !== undefined && to in fields;
  if (fields !== undefined) {
    next.properties = isTwice ? without(fields, from.name) : renamedKey(fields, from.name, to);
  }
  if (Array.isArray(required)) {
    next.required = [...new Set(required.map((name) => (name === from.name ? to : name)))];
  }
  const inner = (member: Json) => replaced(member as Predicate, from, to) as Json;
  const beside: Json[] = isTwice
    ? [{ properties: { [to]: moved }, ...(moved === false ? {} : { required: [to] }) }]
    : [];
  const all = [...(Array.isArray(allOf) ? allOf.map(inner) : []), ...beside];
  if (all.length > 0) next.allOf = all;
  if (Array.isArray(anyOf)) next.anyOf = anyOf.map(inner);
  if (not !== undefined) next.not = inner(not);
  return next;
}

const without = (fields: Schema, name: string): Schema =>
  Object.fromEntries(Object.entries(fields).filter(([other]) => other !== name));

const renamedKey = (fields: Schema, from: string, to: string): Schema =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name === from ? to : name, schema]));

/** What is said of the rows of a group: the members are replaced inside `contains`. */
function inRows(predicate: Schema, from: FieldAddress, to: string): Predicate {
  const { properties } = predicate;
  const group = from.group ?? '';
  const said = isSchema(properties) ? properties[group] : undefined;
  const own =
    isSchema(properties) && isSchema(said) && isSchema(said.contains)
      ? {
          ...predicate,
          properties: {
            ...properties,
            [group]: { ...said, contains: replaced(said.contains, { name: from.name }, to) },
          },
        }
      : predicate;
  const lists = Object.fromEntries(
    (['allOf', 'anyOf'] as const).flatMap((key) => {
      const list = predicate[key];
      return Array.isArray(list)
        ? [[key, list.map((member) => replaced(member as Predicate, from, to))]]
        : [];
    }),
  );
  const denied = predicate.not === undefined ? {} : { not: replaced(predicate.not as Predicate, from, to) };
  return { ...own, ...lists, ...denied } as Predicate;
}
