import { insertedAt, movedTo, patched, replacedAt } from '../model/change';
import type { FormDocument, Place } from '../model/document';

/** `to` is where the block stands afterwards. Drag, keyboard and menu all end here. */
export interface MoveBlock {
  type: 'moveBlock';
  from: Place;
  to: Place;
}

export function moveBlock(document: FormDocument, { from, to }: MoveBlock): FormDocument {
  const pages = document['x-pages'];
  const block = pages[from.page]?.blocks[from.block];
  if (block === undefined || pages[to.page] === undefined) return document;
  if (from.page === to.page) {
    const next = replacedAt(pages, from.page, (page) =>
      patched(page, { blocks: movedTo(page.blocks, from.block, to.block) }),
    );
    return patched(document, { 'x-pages': next });
  }
  const taken = replacedAt(pages, from.page, (page) => ({
    ...page,
    blocks: page.blocks.filter((_, index) => index !== from.block),
  }));
  const put = replacedAt(taken, to.page, (page) => ({
    ...page,
    blocks: insertedAt(page.blocks, to.block, block),
  }));
  return patched(document, { 'x-pages': put });
}
