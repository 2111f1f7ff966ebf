/** Moves the focus to something that is about to be drawn. */
const FRAMES = 30;

export function focusWhenThere(find: () => HTMLElement | null | undefined, left = FRAMES): void {
  const element = find();
  if (element) {
    element.focus();
    // What has the focus already is not brought into view by `focus`, though it may have been moved out of it.
    element.scrollIntoView({ block: 'nearest' });
  } else if (left > 0) requestAnimationFrame(() => focusWhenThere(find, left - 1));
}

/** The card of a block, by its key. */
export const cardOf = (key: string) =>
  document.querySelector<HTMLElement>(`.canvas [role="row"][data-key="${CSS.escape(key)}"]`);
