/**
 * The one rule about the two spellings of "required": root `required` names only fields that are always shown, a field
 * that may be hidden says `x-required-when: true`. Run after every command, so no command has to think of it.
 */
import { isConditional, patched, type FormDocument } from '../model/document';

export function settleRequired(document: FormDocument): FormDocument {
  const required = new Set(document.required ?? []);
  const before = required.size;
  let properties = document.properties;
  let isChanged = false;
  for (const [name, schema] of Object.entries(document.properties)) {
    const isHidable = isConditional(document, name);
    if (isHidable && required.has(name)) {
      required.delete(name);
      properties = { ...properties, [name]: patched(schema, { 'x-required-when': true }) };
      isChanged = true;
    } else if (!isHidable && schema['x-required-when'] === true) {
      required.add(name);
      properties = { ...properties, [name]: patched(schema, { 'x-required-when': undefined }) };
      isChanged = true;
    }
  }
  if (!isChanged && before === required.size) return document;
  return patched(document, { properties, required: [...required] });
}
