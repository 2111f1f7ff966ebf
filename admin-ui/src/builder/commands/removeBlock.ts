import { patched, replacedAt } from '../model/change';
import type { FormDocument } from '../model/document';
import { removeFields } from './removeFields';

/** A block; with its field, if it is one. Conditions about the field are taken out, never left dangling. */
export interface RemoveBlock {
  type: 'removeBlock';
  page: number;
  block: number;
}

export function removeBlock(document: FormDocument, { page, block }: RemoveBlock): FormDocument {
  const gone = document['x-pages'][page]?.blocks[block];
  if (gone === undefined) return document;
  const pages = replacedAt(document['x-pages'], page, (current) => ({
    ...current,
    blocks: current.blocks.filter((_, index) => index !== block),
  }));
  const next = patched(document, { 'x-pages': pages });
  return gone.field === undefined ? next : removeFields(next, [{ name: gone.field }]);
}
