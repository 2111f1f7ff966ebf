/**
 * The text and the store, both ways: what is typed becomes one command when it is a form, and stays aside when it is not;
 * what changes elsewhere is shown, unless something unfinished stands there. No React, no CodeMirror.
 */
import type { FormDocument } from '../model/document';
import type { BuilderStore } from '../store';
import { dropPending, keepPending, pendingOf } from './pending';
import { read, written } from './reading';

export interface TextState {
  /** Why the text is not the form; null when it is. */
  refusal: string | null;
  /** The form has changed elsewhere since the unfinished text was begun. */
  isStale: boolean;
}

export class TwoWay {
  private readonly store: BuilderStore;
  /** The document that the text says, or was typed over. */
  private shown: FormDocument;
  private state: TextState = { refusal: null, isStale: false };
  private readonly listeners = new Set<() => void>();

  constructor(store: BuilderStore) {
    this.store = store;
    const { document } = store.getState();
    const pending = pendingOf(store);
    this.shown = pending?.over ?? document;
    if (pending !== undefined)
      this.state = { refusal: refusalOf(pending.text), isStale: pending.over !== document };
  }

  /** The text to begin with. */
  start(): string {
    return pendingOf(this.store)?.text ?? written(this.store.getState().document);
  }

  /** Somebody typed this. */
  typed(text: string): void {
    const reading = read(text);
    if (reading.refusal !== null) {
      keepPending(this.store, { text, over: this.shown });
      this.set({ refusal: reading.refusal, isStale: this.shown !== this.store.getState().document });
      return;
    }
    // What changed elsewhere is not to be overwritten by a text that does not know of it.
    if (this.state.isStale) {
      keepPending(this.store, { text, over: this.shown });
      this.set({ refusal: 'フォームがほかの画面で変わったため、まだ反映していません。', isStale: true });
      return;
    }
    dropPending(this.store);
    this.dispatch(reading.document);
  }

  /** The text to show now that the store has changed; null when it stays. */
  follow(): string | null {
    const { document } = this.store.getState();
    if (document === this.shown) {
      if (this.state.isStale) this.set({ ...this.state, isStale: false });
      return null;
    }
    if (pendingOf(this.store) !== undefined) {
      this.set({ ...this.state, isStale: true });
      return null;
    }
    this.shown = document;
    return written(document);
  }

  /** Throws the unfinished text away: the form as it is. */
  discard(): string {
    dropPending(this.store);
    this.shown = this.store.getState().document;
    this.set({ refusal: null, isStale: false });
    return written(this.shown);
  }

  /** Takes the text although the form has changed elsewhere; undo brings that back. */
  insist(text: string): void {
    const reading = read(text);
    if (reading.document === null) return;
    dropPending(this.store);
    this.dispatch(reading.document);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): TextState => this.state;

  private dispatch(document: Record<string, unknown>): void {
    this.store.dispatch({ type: 'replaceDocument', document }, { key: 'json', name: 'JSONの変更' });
    this.shown = this.store.getState().document;
    this.set({ refusal: null, isStale: false });
  }

  private set(state: TextState): void {
    this.state = state;
    this.listeners.forEach((listener) => listener());
  }
}

const refusalOf = (text: string) => read(text).refusal;
