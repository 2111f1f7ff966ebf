import { insertedAt, patched, replacedAt } from '../model/change';
import type { FieldSchema, FormDocument } from '../model/document';

export interface AddField {
  type: 'addField';
  page: number;
  at: number;
  name: string;
  schema: FieldSchema;
  isRequired: boolean;
}

export function addField(document: FormDocument, command: AddField): FormDocument {
  const { page, at, name, schema, isRequired } = command;
  if (name in document.properties || document['x-pages'][page] === undefined) return document;
  return patched(document, {
    properties: { ...document.properties, [name]: schema },
    'x-pages': replacedAt(document['x-pages'], page, (current) => ({
      ...current,
      blocks: insertedAt(current.blocks, at, { field: name }),
    })),
    ...(isRequired ? { required: [...(document.required ?? []), name] } : {}),
  });
}
