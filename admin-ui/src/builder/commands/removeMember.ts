import type { FormDocument } from '../model/document';
import { rowOf } from '../model/scope';
import { removeFields } from './removeFields';

/** A member of a repeating group. Conditions about it are taken out, never left dangling. */
export interface RemoveMember {
  type: 'removeMember';
  group: string;
  name: string;
}

export function removeMember(document: FormDocument, { group, name }: RemoveMember): FormDocument {
  const row = rowOf(document.properties[group]);
  return row !== null && name in row.properties ? removeFields(document, [{ name, group }]) : document;
}
