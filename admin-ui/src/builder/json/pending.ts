/**
 * Text that is no form yet: it never reaches the store, and is kept for as long as the builder is open, so that somebody
 * can look at another view and come back. Only in memory.
 */
import type { FormDocument } from '../model/document';
import type { BuilderStore } from '../store';

interface Pending {
  text: string;
  /** The document it was typed over. */
  over: FormDocument;
}

const kept = new WeakMap<BuilderStore, Pending>();

export const keepPending = (store: BuilderStore, pending: Pending): void => void kept.set(store, pending);
export const dropPending = (store: BuilderStore): void => void kept.delete(store);
export const pendingOf = (store: BuilderStore): Pending | undefined => kept.get(store);
