/** Which block and which page is which, for lists that draw them; nothing of it stands in the document. */
import type { Block, Page } from './document';

const textKeys = new WeakMap<Block, string>();
let textCount = 0;

/** Keys that stay with a block when it moves or is edited, so that its card stays the same one and the focus moves with it. */
export function blockKeys(blocks: readonly Block[]): string[] {
  return distinct(
    blocks.map((block) => (block.field === undefined ? textKey(block) : `field:${block.field}`)),
  );
}

function textKey(block: Block): string {
  const known = textKeys.get(block) ?? `text:${(textCount += 1)}`;
  textKeys.set(block, known);
  return known;
}

/** An edited block, which is still the block that it was. */
export function edited(block: Block, next: Block): Block {
  if (next !== block && block.field === undefined) textKeys.set(next, textKey(block));
  return next;
}

export function pageKeys(pages: readonly Page[]): string[] {
  return distinct(pages.map((page) => `page:${page.id}`));
}

/** A document being mended may name a field or page twice; a list may not. */
function distinct(keys: string[]): string[] {
  const seen = new Set<string>();
  return keys.map((key, index) => {
    const own = seen.has(key) ? `${key}:${index}` : key;
    seen.add(own);
    return own;
  });
}
