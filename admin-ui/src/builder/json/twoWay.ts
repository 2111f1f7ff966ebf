/**
 * The text and the store, both ways: what is typed becomes one command when it is a form, and stays aside when it is not;
 * what changes elsewhere is shown, unless something unfinished stands there. No React, no CodeMirror.
 */
import type { FormDocument } from '../model/document';
import type { BuilderStore } from '../store';
import { dropPending, keepPending, pendingOf } from './pending';
import { read, written } from './reading';

/** Why a text that is a form waits all the same. */
const ELSEWHERE = 'フォームがほかの画面で変わったため、まだ反映していません。';

export interface TextState {
  /** Why the text is not the form; null when it is. */
  refusal: string | null;
  /** The form has changed elsewhere since the unfinished text was begun. */
  isStale: boolean;
}

/** Whether the text could take the form's place as it is. */
export const isForm = ({ refusal }: TextState): boolean => refusal === null || refusal === ELSEWHERE;

export class TwoWay {
  private readonly store: BuilderStore;
  /** The document that the text says, or was typed over. */
  private shown: FormDocument;
  private state: TextState = { refusal: null, isStale: false };
  /** Somebody types: the text has not been read yet. */
  private isUnread = false;
  private readonly listeners = new Set<() => void>();

  constructor(store: BuilderStore) {
    this.store = store;
    const { document } = store.getState();
    const pending = pendingOf(store);
    this.shown = pending?.over ?? document;
    if (pending !== undefined) {
      const refusal = refusalOf(pending.text);
      // A form waits only for having been overtaken; when it is not any more, `follow` takes it.
      this.state = { refusal: refusal ?? ELSEWHERE, isStale: refusal === null || pending.over !== document };
    }
  }

  /** The text to begin with. */
  start(): string {
    return pendingOf(this.store)?.text ?? written(this.store.getState().document);
  }

  /** Somebody is typing this: unfinished from the first key on, so that nothing from elsewhere takes its place. */
  typing(text: string): void {
    keepPending(this.store, { text, over: this.shown });
    this.isUnread = true;
  }

  /** The typing has come to a rest. Nothing where the text was thrown away or taken meanwhile. */
  settle(): void {
    const pending = pendingOf(this.store);
    if (this.isUnread && pending !== undefined) this.typed(pending.text);
  }

  /** Somebody typed this. */
  typed(text: string): void {
    this.isUnread = false;
    const reading = read(text);
    // What changed elsewhere is not to be overwritten by a text that does not know of it.
    const isStale = this.shown !== this.store.getState().document;
    if (reading.refusal !== null || isStale) {
      keepPending(this.store, { text, over: this.shown });
      this.set({ refusal: reading.refusal ?? ELSEWHERE, isStale });
      return;
    }
    dropPending(this.store);
    this.dispatch(reading.document);
  }

  /** The text to show now that the store has changed; null when it stays. */
  follow(): string | null {
    const { document } = this.store.getState();
    const pending = pendingOf(this.store);
    if (document === this.shown) {
      // Nothing stands against the text any more.
      if (this.state.isStale && pending !== undefined) this.typed(pending.text);
      return null;
    }
    if (pending !== undefined) {
      this.set({ refusal: refusalOf(pending.text) ?? ELSEWHERE, isStale: true });
      return null;
    }
    this.shown = document;
    return written(document);
  }

  /** Throws the unfinished text away: the form as it is. */
  discard(): string {
    this.isUnread = false;
    dropPending(this.store);
    this.shown = this.store.getState().document;
    this.set({ refusal: null, isStale: false });
    return written(this.shown);
  }

  /** Takes the text although the form has changed elsewhere; undo brings that back. Says why when it is no form. */
  insist(text: string): void {
    const reading = read(text);
    if (reading.document === null) return this.typed(text);
    this.isUnread = false;
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
