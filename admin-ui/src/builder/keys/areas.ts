/**
 * F6 and Shift+F6: from one part of the editing view to the next, also out of a text that is being typed. Between adding a
 * question and writing its words there would be dozens of Tabs otherwise.
 */
import { useEffect } from 'react';
import { blockKeys } from '../model/identity';
import type { BuilderStore } from '../store';
import { cardOf, focusWhenThere, inspectorTitle } from '../canvas/focus';

/** The parts as they stand side by side; each element says which one it is with `data-area`. */
const AREAS = ['palette', 'canvas', 'inspector'] as const;
type Area = (typeof AREAS)[number];

const find = (selector: string) => document.querySelector<HTMLElement>(selector);

/** Where somebody wants to be who comes into a part. */
const ENTRANCES: Record<Area, (store: BuilderStore) => HTMLElement | null> = {
  palette: () => find('.palette[open] input') ?? find('.palette summary'),
  canvas: (store) => {
    const { document, selection } = store.getState();
    const blocks = document['x-pages'][selection.page]?.blocks ?? [];
    // With nothing chosen, somebody has just come to this page.
    if (selection.block === null) return find('#canvas-title');
    return cardOf(blockKeys(blocks)[selection.block] ?? '');
  },
  inspector: inspectorTitle,
};

function nextArea(by: 1 | -1): Area {
  const here = document.activeElement?.closest<HTMLElement>('[data-area]')?.dataset.area;
  const at = AREAS.findIndex((area) => area === here);
  // From anywhere else, the canvas comes first.
  return at < 0 ? 'canvas' : AREAS[(at + by + AREAS.length) % AREAS.length]!;
}

const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('[role$="dialog"], [role="menu"]') !== null;

export function useAreaKeys(store: BuilderStore): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target))
        return;
      event.preventDefault();
      const area = nextArea(event.shiftKey ? -1 : 1);
      focusWhenThere(() => ENTRANCES[area](store));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store]);
}
