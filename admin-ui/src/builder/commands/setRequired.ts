import { patched, type FormDocument } from '../model/document';
import { editField } from './editField';

/** Required or not. Which of the two spellings it gets is settled after every command (`settleRequired`). */
export interface SetRequired {
  type: 'setRequired';
  name: string;
  isRequired: boolean;
}

export function setRequired(document: FormDocument, { name, isRequired }: SetRequired): FormDocument {
  if (!(name in document.properties)) return document;
  const others = (document.required ?? []).filter((other) => other !== name);
  const cleared = editField(document, { type: 'editField', name, patch: { 'x-required-when': undefined } });
  const required = isRequired ? [...others, name] : others;
  const isSame =
    document.required !== undefined && required.length === document.required.length && !isRequired;
  if (isSame || (required.length === 0 && document.required === undefined)) return cleared;
  return patched(cleared, { required });
}
