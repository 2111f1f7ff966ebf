import type { FieldAddress, FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import { editField } from './editField';
import { setRequired } from './setRequired';

/** The expression that decides a field; undefined asks people again. Nobody can be required to type a calculated value. */
export interface SetCalculation extends FieldAddress {
  type: 'setCalculation';
  expression: string | undefined;
}

export function setCalculation(document: FormDocument, command: SetCalculation): FormDocument {
  const { name, group, expression } = command;
  const isNew = scopeOf(document, group).properties[name]?.['x-value'] === undefined;
  const patch = { 'x-value': expression };
  const next = editField(document, { type: 'editField', name, group, patch });
  if (!isNew || expression === undefined) return next;
  return setRequired(next, { type: 'setRequired', name, group, isRequired: false });
}
