/**
 * Choosing cards as one chooses files in a folder: by a press, with Control one more, with Shift a range, by the arrows.
 * What is chosen stands in the store; the list knows only where a range began.
 */
import { useRef, type KeyboardEvent, type MouseEvent } from 'react';
import * as blocks from '../blockActions';
import type { Selection } from '../history/history';
import { blockKeys } from '../model/identity';
import type { BuilderStore } from '../store';

interface Modifiers {
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
}

interface Range {
  /** The key of the card where it began. */
  from: string;
  /** What it came to: a choice made elsewhere ends it. */
  made: Selection;
}

const CARD = '[role="row"][data-key]';

/** The card that holds this element. */
export const cardAround = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>(CARD) : null;

/** The cards of a list in their order. */
export const cardsIn = (list: HTMLElement) => [...list.querySelectorAll<HTMLElement>(CARD)];
const controlsIn = (card: HTMLElement) => [...card.querySelectorAll<HTMLElement>('button:not(:disabled)')];

export function useChoosing(store: BuilderStore, page: number) {
  const range = useRef<Range | null>(null);

  const keysNow = () => blockKeys(store.getState().document['x-pages'][page]?.blocks ?? []);

  function choose(keys: readonly string[], indices: readonly number[], lead: number, from = lead) {
    blocks.choose(store, page, indices, lead);
    range.current = { from: keys[from] ?? '', made: store.getState().selection };
    if (indices.length > 1) store.announce(`${indices.length}個を選びました。`);
  }

  /** Where a range begins: where the last one did, else at the card in the inspector. */
  function beginning(keys: readonly string[]): number {
    const { selection } = store.getState();
    const known = range.current?.made === selection ? keys.indexOf(range.current.from) : -1;
    return known >= 0 ? known : (selection.block ?? -1);
  }

  function toggle(keys: readonly string[], index: number) {
    const { selection } = store.getState();
    const chosen = blocks.chosen(selection).map(({ block }) => block);
    if (!chosen.includes(index)) choose(keys, [...chosen, index], index);
    else if (chosen.length > 1) {
      const left = chosen.filter((other) => other !== index);
      choose(keys, left, selection.block === index ? (left[0] ?? 0) : (selection.block ?? 0));
    }
  }

  function press(key: string, { shiftKey, ctrlKey, metaKey }: Modifiers) {
    const keys = keysNow();
    const index = keys.indexOf(key);
    if (index < 0) return;
    if (ctrlKey || metaKey) return toggle(keys, index);
    const from = shiftKey ? beginning(keys) : index;
    if (!shiftKey || from < 0) return choose(keys, [index], index);
    const [first, last] = [Math.min(from, index), Math.max(from, index)];
    const all = Array.from({ length: last - first + 1 }, (_, step) => first + step);
    choose(keys, all, index, from);
  }

  function onClick(event: MouseEvent<HTMLElement>) {
    const card = cardAround(event.target);
    if (card === null || (event.target as Element).closest('button') !== null) return;
    press(card.dataset.key ?? '', event);
  }

  /** The arrows between the cards, and from a card to the buttons on it and back. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    const card = cardAround(event.target);
    if (card === null || event.defaultPrevented || event.altKey || event.nativeEvent.isComposing) return;
    const cards = cardsIn(event.currentTarget);
    const isOnCard = event.target === card;
    const next = nextCard(event.key, cards.indexOf(card), cards.length);
    if (next !== null) {
      const target = cards[next];
      target?.focus();
      const isOnlyMoving = (event.ctrlKey || event.metaKey) && !event.shiftKey;
      if (target !== undefined && !isOnlyMoving)
        press(target.dataset.key ?? '', { shiftKey: event.shiftKey, ctrlKey: false, metaKey: false });
    } else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const stops = [card, ...controlsIn(card)];
      const at = stops.indexOf(event.target as HTMLElement);
      stops.at((at + (event.key === 'ArrowRight' ? 1 : -1)) % stops.length)?.focus();
    } else if (event.key === 'Escape' && !isOnCard) {
      card.focus();
    } else if (event.key === ' ' && isOnCard) {
      press(card.dataset.key ?? '', event);
    } else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)) {
      const keys = keysNow();
      choose(
        keys,
        keys.map((_, index) => index),
        store.getState().selection.block ?? 0,
        0,
      );
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { onClick, onKeyDown };
}

function nextCard(key: string, here: number, count: number): number | null {
  if (key === 'ArrowUp') return Math.max(0, here - 1);
  if (key === 'ArrowDown') return Math.min(count - 1, here + 1);
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
