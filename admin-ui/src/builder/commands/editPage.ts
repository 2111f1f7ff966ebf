import { patched, replacedAt } from '../model/change';
import type { Exit, FormDocument, Predicate } from '../model/document';

export interface EditPage {
  type: 'editPage';
  page: number;
  patch: { title?: string; description?: string; 'x-show-when'?: Predicate; 'x-exits'?: Exit[] };
}

export function editPage(document: FormDocument, { page, patch }: EditPage): FormDocument {
  const pages = replacedAt(document['x-pages'], page, (current) => patched(current, patch));
  return patched(document, { 'x-pages': pages });
}
