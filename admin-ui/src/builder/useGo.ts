/** A way to a place of the form: the editing view with the thing selected, or another view. */
import { useNavigate, useParams } from '@tanstack/react-router';
import type { BuilderView } from './views';
import { useBuilder } from './builderContext';
import { focusInspector } from './canvas/focus';
import type { Selection } from './history/history';

export interface Target {
  /** The editing view when absent. */
  view?: BuilderView | undefined;
  /** The setting, as a JSON Pointer. */
  at?: string | undefined;
  selection: Selection | null;
}

export function useGo(): (target: Target) => Promise<void> {
  const store = useBuilder();
  const { formId } = useParams({ from: '/forms/$formId/edit' });
  const navigate = useNavigate();
  return async ({ view, at, selection }) => {
    await navigate({
      to: '/forms/$formId/edit',
      params: { formId },
      search: view === undefined ? {} : { view, ...(at === undefined ? {} : { at }) },
    });
    if (view !== undefined) return;
    if (selection !== null) store.select(selection);
    focusInspector();
  };
}
