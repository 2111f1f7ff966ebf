import { patched } from '../model/change';
import type { FormDocument, Place } from '../model/document';
import { blocksAt } from './moveBlocks';
import { removeFields } from './removeFields';

/** Blocks; with their fields, if they are some. Conditions about the fields are taken out, never left dangling. */
export interface RemoveBlocks {
  type: 'removeBlocks';
  places: Place[];
}

export function removeBlocks(document: FormDocument, { places }: RemoveBlocks): FormDocument {
  const gone = new Set(blocksAt(document['x-pages'], places));
  if (gone.size === 0) return document;
  const pages = document['x-pages'].map((page) =>
    page.blocks.some((block) => gone.has(block))
      ? patched(page, { blocks: page.blocks.filter((block) => !gone.has(block)) })
      : page,
  );
  // A field that a damaged document places twice goes when its last place goes.
  const left = new Set(pages.flatMap((page) => page.blocks.map((block) => block.field)));
  const fields = [...gone].flatMap(({ field }) => (field === undefined || left.has(field) ? [] : [field]));
  return removeFields(
    patched(document, { 'x-pages': pages }),
    [...new Set(fields)].map((name) => ({ name })),
  );
}
