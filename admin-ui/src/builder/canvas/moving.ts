/**
 * How React moves a card in its list. It takes the card out of the page and puts it in again, so a card with the focus
 * loses it and is given it back: the page is laid out twice before anything is painted, and a screen reader hears of a
 * focus that came from elsewhere. `moveBefore` moves a card as it is. Browsers without it go the old way.
 */
type Mover = (node: Node, before: Node | null) => void;

export function moveAsItIs(list: HTMLElement | null): void {
  if (list === null || !('moveBefore' in list)) return;
  const move = (list.moveBefore as Mover).bind(list);
  const { insertBefore, appendChild } = Node.prototype;
  list.insertBefore = <T extends Node>(node: T, before: Node | null): T => {
    if (node.parentNode !== list) return insertBefore.call(list, node, before) as T;
    move(node, before);
    return node;
  };
  list.appendChild = <T extends Node>(node: T): T => {
    if (node.parentNode !== list) return appendChild.call(list, node) as T;
    move(node, null);
    return node;
  };
}
