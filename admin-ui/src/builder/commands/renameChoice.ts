import type { FormDocument, Json, Predicate } from '../model/document';
import { mapPredicates } from '../model/references';
import { choicesOf, withChoices } from '../model/choices';
import { editField } from './editField';

/** Another value for one choice of a field; conditions that ask for the old value ask for the new one. */
export interface RenameChoice {
  type: 'renameChoice';
  name: string;
  from: string;
  to: string;
}

export function renameChoice(document: FormDocument, { name, from, to }: RenameChoice): FormDocument {
  const schema = document.properties[name];
  if (schema === undefined || from === to) return document;
  const choices = choicesOf(schema).map((choice) =>
    choice.const === from ? { ...choice, const: to } : choice,
  );
  const next = editField(document, { type: 'editField', name, patch: withChoices(schema, choices) });
  return mapPredicates(next, (predicate) => inPredicate(predicate, name, from, to) as Predicate);
}

/** Walks the level of the answers; below `properties/name` every `const` and `enum` member equal to `from` changes. */
function inPredicate(predicate: Json, name: string, from: string, to: string): Json {
  if (Array.isArray(predicate)) return predicate.map((member) => inPredicate(member, name, from, to));
  if (typeof predicate !== 'object' || predicate === null) return predicate;
  return Object.fromEntries(
    Object.entries(predicate).map(([key, value]): [string, Json] => {
      if (key === 'properties' && typeof value === 'object' && value !== null && !Array.isArray(value)) {
        const own = value[name];
        return own === undefined ? [key, value] : [key, { ...value, [name]: inValue(own, from, to) }];
      }
      const isNested = key === 'not' || key === 'allOf' || key === 'anyOf';
      return [key, isNested ? inPredicate(value, name, from, to) : value];
    }),
  );
}

function inValue(schema: Json, from: string, to: string): Json {
  if (Array.isArray(schema)) return schema.map((member) => inValue(member, from, to));
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, Json] => {
      if (key === 'const') return [key, value === from ? to : value];
      if (key === 'enum' && Array.isArray(value))
        return [key, value.map((member) => (member === from ? to : member))];
      return [key, inValue(value, from, to)];
    }),
  );
}
