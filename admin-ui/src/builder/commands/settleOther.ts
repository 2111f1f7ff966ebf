/**
 * "The free text was chosen" is said by listing every choice it is not. When the choices change, those lists follow; run
 * after every command, so that no new choice counts as the free text.
 */
import { choicesOf, otherOf } from '../model/choices';
import type { FormDocument, Json, Predicate, Scope } from '../model/document';
import { isSchema, mapPredicates, mapRowPredicates } from '../model/predicates';
import { groupsOf, scopeOf } from '../model/scope';

interface Change {
  before: string;
  after: string[];
}
type Changes = Map<string, Change>;

const written = (values: readonly unknown[]) => JSON.stringify([...values].sort());

export function settleOther(before: FormDocument, after: FormDocument): FormDocument {
  const groups = groupsOf(after);
  const own = changesOf(before, after);
  const rows = new Map(
    groups.map((group) => [group, changesOf(scopeOf(before, group), scopeOf(after, group))] as const),
  );
  if (own.size === 0 && [...rows.values()].every((changes) => changes.size === 0)) return after;
  const outer = mapPredicates(after, (predicate) => settled(predicate, own, rows) as Predicate);
  return groups.reduce<FormDocument>(
    (next, group) =>
      mapRowPredicates(
        next,
        group,
        (predicate) => settled(predicate, rows.get(group) ?? new Map(), new Map()) as Predicate,
      ),
    outer,
  );
}

function changesOf(before: Scope, after: Scope): Changes {
  const changes: Changes = new Map();
  for (const [name, schema] of Object.entries(after.properties)) {
    const old = before.properties[name];
    if (old === undefined || old === schema || otherOf(schema) === null) continue;
    const [from, to] = [old, schema].map((one) => choicesOf(one).map((choice) => choice.const));
    if (from === undefined || to === undefined || written(from) === written(to)) continue;
    changes.set(name, { before: written(from), after: to });
  }
  return changes;
}

function settled(predicate: Json, own: Changes, rows: Map<string, Changes>): Json {
  if (Array.isArray(predicate)) return predicate.map((member) => settled(member, own, rows));
  if (!isSchema(predicate)) return predicate;
  return Object.fromEntries(
    Object.entries(predicate).map(([key, value]): [string, Json] => {
      if (key === 'properties' && isSchema(value)) {
        const entries = Object.entries(value).map(([name, schema]): [string, Json] => [
          name,
          settledValue(schema, own.get(name), rows.get(name)),
        ]);
        return [key, Object.fromEntries(entries)];
      }
      return [key, ['not', 'allOf', 'anyOf'].includes(key) ? settled(value, own, rows) : value];
    }),
  );
}

/** What a predicate says of one value: of the field itself, or inside `contains`. */
function settledValue(schema: Json, change: Change | undefined, row: Changes | undefined): Json {
  if (!isSchema(schema)) return schema;
  const next = { ...schema };
  if (isSchema(next.contains)) {
    next.contains =
      row === undefined ? settledValue(next.contains, change, row) : settled(next.contains, row, new Map());
  }
  const list = isSchema(next.not) ? next.not.enum : undefined;
  if (change !== undefined && Array.isArray(list) && written(list) === change.before) {
    next.not = { ...(next.not as object), enum: change.after };
  }
  return next;
}
