import { patched } from '../model/change';
import type { FormDocument } from '../model/document';
import { removeFields } from './removeFields';

/** A page with everything on it. Conditions about its fields are taken out, never left dangling. */
export interface RemovePage {
  type: 'removePage';
  page: number;
}

export function removePage(document: FormDocument, { page }: RemovePage): FormDocument {
  const gone = document['x-pages'][page];
  if (gone === undefined) return document;
  const fields = gone.blocks.flatMap((block) => (block.field === undefined ? [] : [{ name: block.field }]));
  const pages = document['x-pages'].filter((_, index) => index !== page);
  return removeFields(patched(document, { 'x-pages': pages }), fields);
}
