/** Appointments name the field that counts their people (`x-persons`): they follow it when it is renamed, replaced or gone. */
import { patched } from './change';
import type { FieldSchema, FormDocument } from './document';
import { kindOf } from './kinds';

const PERSONS = 'x-persons';

/** The fields whose people this field counts. */
export const countingBy = (
  { properties }: Pick<FormDocument, 'properties'>,
  name: string,
): [string, FieldSchema][] =>
  Object.entries(properties).filter(([other, schema]) => other !== name && schema[PERSONS] === name);

/**
 * The document with another field that counts people wherever this one does. With none where that does not count: whole
 * numbers do. A field that is being renamed stands there under one of its names.
 */
export function withPersons(document: FormDocument, from: string, to: string | undefined): FormDocument {
  const named = countingBy(document, from);
  if (named.length === 0) return document;
  const counting = document.properties[to ?? ''] ?? document.properties[from];
  const other = counting !== undefined && kindOf(counting) === 'integer' ? to : undefined;
  const next = named.map(([name, schema]) => [name, patched(schema, { [PERSONS]: other })]);
  return patched(document, { properties: { ...document.properties, ...Object.fromEntries(next) } });
}

/** The field that counts the people of an appointment; nothing where one booking is one person. */
export function personsOf(schema: FieldSchema): string | undefined {
  const name = schema[PERSONS];
  return typeof name === 'string' ? name : undefined;
}
