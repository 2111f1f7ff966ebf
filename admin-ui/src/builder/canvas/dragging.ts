/** Cards dragged with the mouse or a finger, and what a drop between two of them means. The keyboard has Alt with the arrows. */
import { useState, type DragEvent } from 'react';
import * as actions from '../actions';
import * as blocks from '../blockActions';
import type { Place } from '../model/document';
import { blockKeys } from '../model/identity';
import type { BuilderStore } from '../store';
import { cardAround, cardsIn } from './choosing';
import { BLOCK_TYPE, droppedAt, PALETTE_TYPE, placesOf, placesText } from './dnd';

/** The gap that a drop would fill. */
export interface Gap {
  key: string;
  position: 'before' | 'after';
}

interface Dragging {
  gap: Gap | null;
  /** The cards under way. */
  dragged: readonly string[];
}

const NOTHING: Dragging = { gap: null, dragged: [] };

export function useDragging(store: BuilderStore, page: number) {
  const [state, setState] = useState(NOTHING);
  const blocksNow = () => store.getState().document['x-pages'][page]?.blocks ?? [];

  function onDragStart(event: DragEvent<HTMLElement>) {
    const key = cardAround(event.target)?.dataset.key;
    const keys = blockKeys(blocksNow());
    const block = keys.indexOf(key ?? '');
    if (key === undefined || block < 0) return;
    const chosen = blocks.chosen(store.getState().selection);
    const places: Place[] = chosen.some((place) => place.block === block) ? chosen : [{ page, block }];
    event.dataTransfer.effectAllowed = 'all';
    event.dataTransfer.setData(BLOCK_TYPE, placesText(places));
    event.dataTransfer.setData('text/plain', blocks.wordsOf(store.getState().document, places));
    setState({ gap: null, dragged: places.flatMap((place) => keys[place.block] ?? []) });
  }

  function onDragOver(event: DragEvent<HTMLElement>) {
    const { types } = event.dataTransfer;
    const isBlock = types.includes(BLOCK_TYPE);
    if (!isBlock && !types.includes(PALETTE_TYPE)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isBlock ? 'move' : 'copy';
    const gap = gapAt(event);
    setState((before) =>
      before.gap?.key === gap?.key && before.gap?.position === gap?.position ? before : { ...before, gap },
    );
  }

  function onDragLeave({ currentTarget, relatedTarget }: DragEvent<HTMLElement>) {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)))
      setState((before) => ({ ...before, gap: null }));
  }

  function onDrop(event: DragEvent<HTMLElement>) {
    const gap = gapAt(event);
    const places = placesOf(event.dataTransfer.getData(BLOCK_TYPE));
    const kind = event.dataTransfer.getData(PALETTE_TYPE);
    setState(NOTHING);
    if (places.length === 0 && kind === '') return;
    event.preventDefault();
    const keys = blockKeys(blocksNow());
    const at = gap === null ? keys.length - 1 : keys.indexOf(gap.key);
    const position = gap?.position ?? 'after';
    if (kind !== '') actions.insert(store, kind, { page, block: droppedAt([], at, position) });
    else {
      const from = places.filter((place) => place.page === page).map(({ block }) => block);
      blocks.move(store, places, { page, block: droppedAt(from, at, position) });
    }
  }

  const onDragEnd = () => setState(NOTHING);
  return { ...state, handlers: { onDragStart, onDragOver, onDragLeave, onDrop, onDragEnd } };
}

/** The edge of the card that is nearer; below all cards it is behind the last one. */
function gapAt({ currentTarget, target, clientY }: DragEvent<HTMLElement>): Gap | null {
  const cards = cardsIn(currentTarget);
  const card =
    cardAround(target) ??
    cards.find((candidate) => candidate.getBoundingClientRect().bottom >= clientY) ??
    cards.at(-1);
  const key = card?.dataset.key;
  if (card === undefined || key === undefined) return null;
  const { top, height } = card.getBoundingClientRect();
  return { key, position: clientY < top + height / 2 ? 'before' : 'after' };
}
