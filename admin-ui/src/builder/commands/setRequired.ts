import { patched } from '../model/change';
import type { FieldAddress, FormDocument } from '../model/document';
import { scopeOf, withScope } from '../model/scope';
import { editField } from './editField';

/** Required or not. Which of the two spellings it gets is settled after every command (`settleRequired`). */
export interface SetRequired extends FieldAddress {
  type: 'setRequired';
  isRequired: boolean;
}

export function setRequired(document: FormDocument, command: SetRequired): FormDocument {
  const { name, group, isRequired } = command;
  if (!(name in scopeOf(document, group).properties)) return document;
  const patch = { 'x-required-when': undefined };
  const cleared = editField(document, { type: 'editField', name, group, patch });
  return withScope(cleared, group, (scope) => {
    const others = (scope.required ?? []).filter((other) => other !== name);
    const required = isRequired ? [...others, name] : others;
    const isSame = scope.required !== undefined && required.length === scope.required.length && !isRequired;
    if (isSame || (required.length === 0 && scope.required === undefined)) return scope;
    return patched(scope, { required });
  });
}
