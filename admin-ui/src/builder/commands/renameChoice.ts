import { choicesOf, withChoices } from '../model/choices';
import { choiceRenamedIn } from '../model/choiceValues';
import type { FieldAddress, FormDocument, Json, Predicate } from '../model/document';
import { mapFormulas } from '../model/formulas';
import { isSchema, mapPredicates, mapRowPredicates } from '../model/predicates';
import { scopeOf } from '../model/scope';
import { editField } from './editField';

/**
 * Another value for one choice of a field. Conditions that ask for the old value ask for the new one, and so do expressions
 * that compare the field with it; what else they say of the old value stays.
 */
export interface RenameChoice extends FieldAddress {
  type: 'renameChoice';
  from: string;
  to: string;
}

export function renameChoice(document: FormDocument, command: RenameChoice): FormDocument {
  const { name, group, from, to } = command;
  const schema = scopeOf(document, group).properties[name];
  if (schema === undefined || from === to) return document;
  const known = choicesOf(schema);
  if (known.every((choice) => choice.const !== from)) return document;
  const choices = known.map((choice) => (choice.const === from ? { ...choice, const: to } : choice));
  const patch = withChoices(schema, choices);
  if (schema['x-exclusive'] === from) patch['x-exclusive'] = to;
  const edited = editField(document, { type: 'editField', name, group, patch });
  const next = mapFormulas(edited, (text, row) => choiceRenamedIn(text, { name, group }, from, to, row));
  const ask = (path: string[]) => (predicate: Predicate) =>
    inPredicate(predicate, path, from, to) as Predicate;
  if (group === undefined) return mapPredicates(next, ask([name]));
  return mapRowPredicates(mapPredicates(next, ask([group, name])), group, ask([name]));
}

/**
 * Walks the level of the answers; below `properties/name` every `const` and `enum` member equal to `from` changes. A path
 * of two goes through the rows of a group.
 */
function inPredicate(predicate: Json, path: string[], from: string, to: string): Json {
  if (Array.isArray(predicate)) return predicate.map((member) => inPredicate(member, path, from, to));
  if (!isSchema(predicate)) return predicate;
  const [name = '', ...inner] = path;
  return Object.fromEntries(
    Object.entries(predicate).map(([key, value]): [string, Json] => {
      if (key === 'properties' && isSchema(value)) {
        const own = value[name];
        if (own === undefined) return [key, value];
        return [key, { ...value, [name]: inField(own, inner, from, to) }];
      }
      const isNested = key === 'not' || key === 'allOf' || key === 'anyOf';
      return [key, isNested ? inPredicate(value, path, from, to) : value];
    }),
  );
}

function inField(schema: Json, path: string[], from: string, to: string): Json {
  if (path.length === 0) return inValue(schema, from, to);
  if (!isSchema(schema) || schema.contains === undefined) return schema;
  return { ...schema, contains: inPredicate(schema.contains, path, from, to) };
}

function inValue(schema: Json, from: string, to: string): Json {
  if (Array.isArray(schema)) return schema.map((member) => inValue(member, from, to));
  if (!isSchema(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, Json] => {
      if (key === 'const') return [key, value === from ? to : value];
      if (key === 'enum' && Array.isArray(value))
        return [key, value.map((member) => (member === from ? to : member))];
      return [key, inValue(value, from, to)];
    }),
  );
}
