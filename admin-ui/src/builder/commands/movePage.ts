import { movedTo, patched } from '../model/change';
import type { FormDocument } from '../model/document';

/** `to` is where the page stands afterwards. */
export interface MovePage {
  type: 'movePage';
  from: number;
  to: number;
}

export function movePage(document: FormDocument, { from, to }: MovePage): FormDocument {
  return patched(document, { 'x-pages': movedTo(document['x-pages'], from, to) });
}
