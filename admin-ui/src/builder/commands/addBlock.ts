import { insertedAt, patched, replacedAt } from '../model/change';
import type { Block, FormDocument } from '../model/document';

/** A heading, a text, a picture, or a field that exists and stands on no page yet. */
export interface AddBlock {
  type: 'addBlock';
  page: number;
  at: number;
  block: Block;
}

export function addBlock(document: FormDocument, { page, at, block }: AddBlock): FormDocument {
  const pages = replacedAt(document['x-pages'], page, (current) => ({
    ...current,
    blocks: insertedAt(current.blocks, at, block),
  }));
  return patched(document, { 'x-pages': pages });
}
