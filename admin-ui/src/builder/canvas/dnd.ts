/** The kinds of things that can be dragged, and what a drop means. */
import type { Block, Page } from '../model/document';

export const BLOCK_TYPE = 'application/x-madoguchi-block';
export const PALETTE_TYPE = 'application/x-madoguchi-palette';

const textKeys = new WeakMap<Block, string>();
let textCount = 0;

/** Keys that stay with a block when it moves, so that the focus moves with it. */
export function blockKeys(blocks: readonly Block[]): string[] {
  return distinct(
    blocks.map((block) => {
      if (block.field !== undefined) return `field:${block.field}`;
      const known = textKeys.get(block) ?? `text:${(textCount += 1)}`;
      textKeys.set(block, known);
      return known;
    }),
  );
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

/** Where a block stands after being dropped before or after another one. */
export function droppedAt(from: number, target: number, position: 'before' | 'after' | 'on'): number {
  const gap = position === 'after' ? target + 1 : target;
  return from < gap ? gap - 1 : gap;
}
