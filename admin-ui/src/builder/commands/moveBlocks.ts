import { patched } from '../model/change';
import type { Block, FormDocument, Page, Place } from '../model/document';

/**
 * Blocks, in their order, to one place. `to.block` is where the first of them stands afterwards. Drag, keyboard and menu
 * all end here.
 */
export interface MoveBlocks {
  type: 'moveBlocks';
  from: Place[];
  to: Place;
}

export function moveBlocks(document: FormDocument, { from, to }: MoveBlocks): FormDocument {
  const pages = document['x-pages'];
  if (pages[to.page] === undefined) return document;
  const moved = blocksAt(pages, from);
  if (moved.length === 0) return document;
  const next = pages.map((page, index) => {
    const gone = new Set(from.filter((place) => place.page === index).map((place) => place.block));
    const rest = gone.size === 0 ? page.blocks : page.blocks.filter((_, at) => !gone.has(at));
    if (index !== to.page) return rest === page.blocks ? page : patched(page, { blocks: rest });
    const at = Math.max(0, Math.min(to.block, rest.length));
    const blocks = [...rest.slice(0, at), ...moved, ...rest.slice(at)];
    return isSame(blocks, page.blocks) ? page : patched(page, { blocks });
  });
  return isSame(next, pages) ? document : patched(document, { 'x-pages': next });
}

/** The blocks at these places, each once, in the order of the pages. */
export function blocksAt(pages: readonly Page[], places: readonly Place[]): Block[] {
  return pages.flatMap((page, index) =>
    page.blocks.filter((_, at) => places.some((place) => place.page === index && place.block === at)),
  );
}

const isSame = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((entry, index) => entry === b[index]);
