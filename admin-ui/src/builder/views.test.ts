import { expect, it } from 'vitest';
import { shownView, VIEW_NAMES } from './views';

it('an editor gets the view of the address, first the canvas', () => {
  expect(shownView(undefined, true)).toBe('edit');
  for (const view of VIEW_NAMES) expect(shownView(view, true)).toBe(view);
});

it('whoever may not edit gets no view that edits, whatever the address says', () => {
  const shown = [undefined, ...VIEW_NAMES].map((view) => shownView(view, false));
  expect(shown).toEqual([
    'preview',
    'preview',
    'preview',
    'preview',
    'preview',
    'preview',
    'settings',
    'publish',
  ]);
});
