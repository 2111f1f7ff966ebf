/** From a place in the document to the input that edits it: problems lead there. */

/** What an element edits: a JSON Pointer in `data-setting`. */
export const SETTING = 'data-setting';

const CONTROL = 'input, select, textarea, button';

/** The element that edits this place, or what it stands in; else the first one below it. */
export function anchorOf(root: ParentNode, pointer: string): HTMLElement | null {
  const anchors = [...root.querySelectorAll<HTMLElement>(`[${SETTING}]`)];
  const place = (element: HTMLElement) => element.getAttribute(SETTING) ?? '';
  const around = anchors
    .filter((element) => pointer === place(element) || pointer.startsWith(`${place(element)}/`))
    .sort((a, b) => place(b).length - place(a).length);
  return around[0] ?? anchors.find((element) => place(element).startsWith(`${pointer}/`)) ?? null;
}

/** Puts the focus into the input that edits this place; false when there is none. */
export function focusSetting(root: ParentNode, pointer: string): boolean {
  const anchor = anchorOf(root, pointer);
  const control = anchor?.querySelector<HTMLElement>(CONTROL);
  if (!control) return false;
  control.focus({ preventScroll: true });
  anchor!.scrollIntoView?.({ block: 'center' });
  return true;
}
