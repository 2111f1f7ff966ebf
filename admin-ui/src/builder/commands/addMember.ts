import { insertedAt, patched } from '../model/change';
import type { FieldSchema, FormDocument } from '../model/document';
import { rowOf, withScope } from '../model/scope';

/** A new field in the rows of a repeating group; `at` is where it stands among the members. */
export interface AddMember {
  type: 'addMember';
  group: string;
  at: number;
  name: string;
  schema: FieldSchema;
  isRequired: boolean;
}

export function addMember(document: FormDocument, command: AddMember): FormDocument {
  const { group, at, name, schema, isRequired } = command;
  const row = rowOf(document.properties[group]);
  if (row === null || name in row.properties) return document;
  return withScope(document, group, (scope) => {
    const members = insertedAt(Object.entries(scope.properties), at, [name, schema]);
    return patched(scope, {
      properties: Object.fromEntries(members),
      ...(isRequired ? { required: [...(scope.required ?? []), name] } : {}),
    });
  });
}
