/** The store of the open form, for everything inside the builder. */
import { createContext, useContext, useState, useSyncExternalStore } from 'react';
import type { Evaluator, SampleState } from './samples/evaluator';
import type { BuilderState, BuilderStore } from './store';

export const BuilderContext = createContext<BuilderStore | null>(null);

/** What goes beside the document: who may change it, and sample answers to try it with. */
export interface Tools {
  /** The form that is open. */
  form: string;
  canEdit: boolean;
  evaluator: Evaluator;
}

export const ToolsContext = createContext<Tools | null>(null);

export function useBuilder(): BuilderStore {
  const store = useContext(BuilderContext);
  if (store === null) throw new Error('useBuilder is only for parts of the builder');
  return store;
}

/** These parts of the state, the same ones in every call: what uses them is drawn again only when one of them changes. */
export function useBuilderState<P extends keyof BuilderState>(...parts: P[]): Pick<BuilderState, P> {
  const store = useBuilder();
  const [snapshot] = useState(() => snapshotOf(store, parts));
  return useSyncExternalStore(store.subscribe, snapshot);
}

/** What is worked out of the state, a plain value: what uses it is drawn again only when it comes to something else. */
export function useBuilderValue<T extends string | number | boolean | null>(
  of: (state: BuilderState) => T,
): T {
  const store = useBuilder();
  return useSyncExternalStore(store.subscribe, () => of(store.getState()));
}

/** Gives the state of the last time as long as these parts of it still hold. */
function snapshotOf(store: BuilderStore, parts: readonly (keyof BuilderState)[]): () => BuilderState {
  let seen = store.getState();
  return () => {
    const now = store.getState();
    if (parts.some((part) => now[part] !== seen[part])) seen = now;
    return seen;
  };
}

export const useTools = (): Tools | null => useContext(ToolsContext);

const NOWHERE = () => () => undefined;
const NOTHING = () => null;

/** The sample answers and what is decided about them; null where there is no server to ask. Looking at it asks. */
export function useSamples(): SampleState | null {
  const evaluator = useTools()?.evaluator;
  return useSyncExternalStore<SampleState | null>(
    evaluator?.subscribe ?? NOWHERE,
    evaluator?.getState ?? NOTHING,
  );
}
