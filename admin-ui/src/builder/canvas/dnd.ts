/** The kinds of things that can be dragged, and what a drop means. */
import type { DropItem, TextDropItem } from 'react-aria-components';
import type { Place } from '../model/document';
import { randomId } from '../model/randomId';

export const BLOCK_TYPE = 'application/x-madoguchi-block';
export const PALETTE_TYPE = 'application/x-madoguchi-palette';

/** This page of the browser: places in a form that is open in another window mean nothing here. */
const ORIGIN = randomId();

/** Where the first of the blocks stands after being dropped before or after another one of the same page. */
export function droppedAt(
  from: readonly number[],
  target: number,
  position: 'before' | 'after' | 'on',
): number {
  const gap = position === 'after' ? target + 1 : target;
  return gap - from.filter((index) => index < gap).length;
}

export const isTextItem = (item: DropItem): item is TextDropItem => item.kind === 'text';

/** What dragged blocks of one page carry. */
export const placesText = (places: readonly Place[]) =>
  `${ORIGIN}/${places[0]?.page ?? 0}/${places.map(({ block }) => block).join(',')}`;

/** The blocks of this form that a drop carries, in their order. */
export function placesOf(text: string): Place[] {
  const [origin, page, blocks] = text.split('/');
  if (origin !== ORIGIN) return [];
  return (blocks ?? '').split(',').map((block) => ({ page: Number(page), block: Number(block) }));
}

/** The same for a list that hands over its items. */
export async function droppedPlaces(items: readonly DropItem[]): Promise<Place[]> {
  const texts = await Promise.all(
    items
      .filter((item) => isTextItem(item) && item.types.has(BLOCK_TYPE))
      .map((item) => (isTextItem(item) ? item.getText(BLOCK_TYPE) : '')),
  );
  return texts.flatMap(placesOf);
}
