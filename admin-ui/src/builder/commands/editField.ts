import { patched, type FormDocument } from '../model/document';

/** Keywords of a field's schema; undefined takes one out. */
export interface EditField {
  type: 'editField';
  name: string;
  patch: Record<string, unknown>;
}

export function editField(document: FormDocument, { name, patch }: EditField): FormDocument {
  const schema = document.properties[name];
  if (schema === undefined) return document;
  const next = patched(schema, patch);
  return next === schema
    ? document
    : patched(document, { properties: { ...document.properties, [name]: next } });
}
