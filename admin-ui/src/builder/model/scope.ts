/** The form and the rows of its repeating groups as one thing: properties with names, some of them required. */
import { patched } from './change';
import {
  fieldsIn,
  withRightLists,
  type FieldSchema,
  type FormDocument,
  type Rule,
  type Scope,
} from './document';
import { kindOf } from './kinds';

type Row = Scope & { 'x-rules'?: Rule[]; [key: string]: unknown };

const isSchema = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a row of a repeating group is made of; null for fields of other kinds. */
export function rowOf(schema: FieldSchema | undefined): Row | null {
  if (schema === undefined || kindOf(schema) !== 'group') return null;
  const items = isSchema(schema.items) ? schema.items : {};
  return { ...withRightLists(items), properties: fieldsIn(items.properties) };
}

/** The form, or the row of the group. A group that is none is an empty row. */
export function scopeOf(document: FormDocument, group: string | undefined): Scope & { 'x-rules'?: Rule[] } {
  if (group === undefined) return document;
  return rowOf(document.properties[group]) ?? { properties: {} };
}

/** Fields never change, and every command asks several times which of them are groups. */
const groupsIn = new WeakMap<FormDocument['properties'], string[]>();

/** The names of the repeating groups. */
export function groupsOf({ properties }: FormDocument): string[] {
  const known = groupsIn.get(properties);
  if (known !== undefined) return known;
  const groups = Object.keys(properties).filter((name) => rowOf(properties[name]) !== null);
  groupsIn.set(properties, groups);
  return groups;
}

/** The document with one scope changed; the document itself when the change gives the scope back. */
export function withScope(
  document: FormDocument,
  group: string | undefined,
  change: <S extends Scope>(scope: S) => S,
): FormDocument {
  if (group === undefined) return change(document);
  const schema = document.properties[group];
  const row = rowOf(schema);
  if (schema === undefined || row === null) return document;
  const items = change(row);
  if (items === row) return document;
  return patched(document, { properties: { ...document.properties, [group]: { ...schema, items } } });
}
