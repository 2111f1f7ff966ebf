import { patched } from '../model/change';
import type { FormDocument } from '../model/document';

/** Title and description of the form. */
export interface EditForm {
  type: 'editForm';
  patch: { title?: string; description?: string };
}

export function editForm(document: FormDocument, { patch }: EditForm): FormDocument {
  return patched(document, patch);
}
