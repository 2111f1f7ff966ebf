/** The store of the open form, for everything inside the builder. */
import { createContext, useContext, useSyncExternalStore } from 'react';
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

export function useBuilderState(): BuilderState {
  const store = useBuilder();
  return useSyncExternalStore(store.subscribe, store.getState);
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
