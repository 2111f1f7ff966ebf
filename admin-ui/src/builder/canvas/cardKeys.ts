/** What keys do while a card itself has the focus, and copying by the keys of the computer. */
import { useEffect, type KeyboardEvent } from 'react';
import * as blocks from '../blockActions';
import { blockKeys } from '../model/identity';
import type { BuilderStore } from '../store';
import { cardOf, focusInspector, focusOnceDrawn } from './focus';

type Command = (store: BuilderStore) => void;

const places = (store: BuilderStore) => blocks.chosen(store.getState().selection);

function toPage(by: 1 | -1): Command {
  return (store) => blocks.moveToPage(store, places(store), store.getState().selection.page + by);
}

/** Keeps the focus with what is chosen, also on another page. */
export function focusChosen(store: BuilderStore): void {
  const { document, selection } = store.getState();
  const page = document['x-pages'][selection.page];
  if (selection.block === null || page === undefined) return;
  const key = blockKeys(page.blocks)[selection.block];
  if (key !== undefined) focusOnceDrawn(() => cardOf(key));
}

function commandOf(event: KeyboardEvent, store: BuilderStore): Command | null {
  const { altKey, shiftKey, key } = event;
  const isControl = event.ctrlKey || event.metaKey;
  if (altKey && key === 'ArrowUp') return (store) => blocks.step(store, places(store), -1);
  if (altKey && key === 'ArrowDown') return (store) => blocks.step(store, places(store), 1);
  if (altKey && key === 'PageUp') return toPage(-1);
  if (altKey && key === 'PageDown') return toPage(1);
  if (isControl && !shiftKey && key.toLowerCase() === 'd')
    return (store) => blocks.duplicate(store, places(store));
  if (isControl || altKey) return null;
  if (key === 'Delete' || key === 'Backspace') return (store) => blocks.remove(store, places(store));
  if (key === 'Escape') return escapeOf(store);
  return null;
}

/** Gives up cutting first, then choosing several. */
function escapeOf(store: BuilderStore): Command | null {
  const { cut, selection } = store.getState();
  if (cut !== null) {
    return (store) => {
      store.mark(null);
      store.announce('切り取りをやめました。');
    };
  }
  const { page, block, many } = selection;
  return many === undefined ? null : (store) => store.select({ page, block });
}

export function onCardKey(event: KeyboardEvent<HTMLElement>, store: BuilderStore): void {
  const row = event.target as HTMLElement;
  if (!row.matches('[role="row"]') || event.nativeEvent.isComposing) return;
  if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && !event.altKey) {
    // The focus may have come to a card without choosing it.
    if (row.ariaSelected !== 'true') row.click();
    focusInspector();
  } else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
    row.querySelector<HTMLElement>('[aria-haspopup="menu"][data-block-menu]')?.click();
  } else {
    const command = store.getState().selection.block === null ? null : commandOf(event, store);
    if (command === null) return;
    command(store);
    if (event.key !== 'Escape') focusChosen(store);
  }
  event.preventDefault();
  event.stopPropagation();
}

const isWriting = (element: Element | null) =>
  element?.matches('input, textarea, select, [contenteditable="true"]') === true ||
  element?.closest('[role$="dialog"], .cm-editor') != null;

/** Copy, cut and paste by the keys (or the menu) of the browser, which alone may use the clipboard freely. */
export function useClipboardKeys(store: BuilderStore): void {
  useEffect(() => {
    const isOnCard = () => document.activeElement?.closest('.canvas') != null;
    const take = (event: ClipboardEvent) => {
      // Words that somebody has marked are what they want to copy.
      const isMarked = (window.getSelection()?.toString() ?? '') !== '';
      if (isMarked || isWriting(document.activeElement) || !isOnCard()) return;
      const text = (event.type === 'cut' ? blocks.cut : blocks.copy)(store, places(store));
      if (text === null) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const put = (event: ClipboardEvent) => {
      if (isWriting(document.activeElement)) return;
      event.preventDefault();
      blocks.paste(store, event.clipboardData?.getData('text/plain'));
      focusChosen(store);
    };
    document.addEventListener('copy', take);
    document.addEventListener('cut', take);
    document.addEventListener('paste', put);
    return () => {
      document.removeEventListener('copy', take);
      document.removeEventListener('cut', take);
      document.removeEventListener('paste', put);
    };
  }, [store]);
}
