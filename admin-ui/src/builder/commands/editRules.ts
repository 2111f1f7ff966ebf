import { patched } from '../model/change';
import type { FormDocument, Rule } from '../model/document';
import { withScope } from '../model/scope';

/** What must hold across the fields of the form or, with `group`, of a row. */
export interface EditRules {
  type: 'editRules';
  group?: string | undefined;
  rules: readonly Rule[];
}

export function editRules(document: FormDocument, { group, rules }: EditRules): FormDocument {
  return withScope(document, group, (scope) =>
    patched(scope, { 'x-rules': rules.length === 0 ? undefined : rules }),
  );
}
