import { patched } from '../model/change';
import type { FieldAddress, FormDocument } from '../model/document';
import { withScope } from '../model/scope';

/** Keywords of a field's schema; undefined takes one out. */
export interface EditField extends FieldAddress {
  type: 'editField';
  patch: Record<string, unknown>;
}

export function editField(document: FormDocument, { name, group, patch }: EditField): FormDocument {
  return withScope(document, group, (scope) => {
    const schema = scope.properties[name];
    if (schema === undefined) return scope;
    const next = patched(schema, patch);
    return next === schema ? scope : patched(scope, { properties: { ...scope.properties, [name]: next } });
  });
}
