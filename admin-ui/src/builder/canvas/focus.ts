/** How long something may take to be drawn. */
const PATIENCE_MS = 1000;
let turns = 0;

type Find = () => HTMLElement | null | undefined;

/** Moves the focus to something that is about to be drawn, unless it is to go elsewhere meanwhile. */
export function focusWhenThere(find: Find): void {
  waitFor(find, (turns += 1));
}

/** The same for what the next frame shows; what stands there now may still be the old one. */
export function focusOnceDrawn(find: Find): void {
  // Whoever asks for the focus before that frame comes later.
  const turn = (turns += 1);
  requestAnimationFrame(() => waitFor(find, turn));
}

function waitFor(find: Find, turn: number): void {
  const until = performance.now() + PATIENCE_MS;
  const look = () => {
    if (turn !== turns) return;
    const element = find();
    if (element) {
      element.focus();
      // What has the focus already is not brought into view by `focus`, though it may have been moved out of it.
      element.scrollIntoView({ block: 'nearest' });
    } else if (performance.now() < until) requestAnimationFrame(look);
  };
  look();
}

/** The inspector's heading, once it is about what is chosen. */
export const inspectorTitle = () =>
  document.querySelector<HTMLElement>('#inspector:not([inert]) #inspector-title');

/** Goes to the settings of what has just been chosen. */
export function focusInspector(): void {
  focusOnceDrawn(inspectorTitle);
}

/** The card of a block, by its key. */
export const cardOf = (key: string) =>
  document.querySelector<HTMLElement>(`.canvas [role="row"][data-key="${CSS.escape(key)}"]`);
