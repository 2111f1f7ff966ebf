/** The store of the open form, for everything inside the builder. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { BuilderState, BuilderStore } from './store';

export const BuilderContext = createContext<BuilderStore | null>(null);

export function useBuilder(): BuilderStore {
  const store = useContext(BuilderContext);
  if (store === null) throw new Error('useBuilder is only for parts of the builder');
  return store;
}

export function useBuilderState(): BuilderState {
  const store = useBuilder();
  return useSyncExternalStore(store.subscribe, store.getState);
}
