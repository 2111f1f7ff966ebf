/**
 * Where a clip travels: the clipboard of the computer, and beside it a place of our own, because browsers let pages read
 * and write the clipboard only in some cases. The place of our own is shared by all tabs.
 */
const PLACE = 'madoguchi.clipboard';
const MAX_AGE = 24 * 60 * 60 * 1000;

/** Keeps the text for other tabs; a browser without storage has only the clipboard. */
export function keepText(text: string, now: number): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ text, at: now }));
  } catch {
    // Full or forbidden: the clipboard of the computer may still work.
  }
}

/** The text kept last, if it is of today. */
export function keptText(now: number): string | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PLACE) ?? 'null');
    const { text, at } = (kept ?? {}) as { text?: unknown; at?: unknown };
    return typeof text === 'string' && typeof at === 'number' && now - at < MAX_AGE ? text : null;
  } catch {
    return null;
  }
}

/** Also to the clipboard of the computer, where the browser lets a button do that. */
export function offerText(text: string): void {
  void navigator.clipboard?.writeText(text).catch(() => undefined);
}
