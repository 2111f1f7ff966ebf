/**
 * The one rule about the two spellings of "required": `required` names only fields that are always shown, a field that
 * may be hidden says `x-required-when: true`. It holds for the form and for the rows of its groups, and is run after
 * every command, so no command has to think of it.
 */
import { patched } from '../model/change';
import { isConditional, type FieldSchema, type FormDocument, type Scope } from '../model/document';
import { groupsOf, withScope } from '../model/scope';

export function settleRequired(document: FormDocument): FormDocument {
  const settled = settleScope(document, (name) => isConditional(document, name));
  return groupsOf(settled).reduce<FormDocument>(
    (next, group) =>
      withScope(next, group, (row) => settleScope(row, (_, schema) => schema['x-show-when'] !== undefined)),
    settled,
  );
}

function settleScope<S extends Scope>(
  scope: S,
  isHidable: (name: string, schema: FieldSchema) => boolean,
): S {
  const required = new Set(scope.required ?? []);
  let properties = scope.properties;
  for (const [name, schema] of Object.entries(scope.properties)) {
    const hidable = isHidable(name, schema);
    if (hidable && required.has(name)) {
      required.delete(name);
      properties = { ...properties, [name]: patched(schema, { 'x-required-when': true }) };
    } else if (!hidable && schema['x-required-when'] === true) {
      required.add(name);
      properties = { ...properties, [name]: patched(schema, { 'x-required-when': undefined }) };
    }
  }
  return properties === scope.properties ? scope : patched(scope, { properties, required: [...required] });
}
