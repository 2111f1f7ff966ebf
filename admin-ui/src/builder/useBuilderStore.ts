/** The life of a builder's store: made once per form, saves what is left on leaving, guards the tab while unsaved. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import type { Draft } from '../api/types';
import { registerWork } from '../shell/pendingWork';
import { dropCopy, keepBase, keepCopy, readCopy, type LocalCopy } from './history/localCopy';
import { BuilderStore, type StorePorts } from './store';

export function useBuilderStore(formId: string, staffId: string, draft: Draft) {
  const client = useQueryClient();
  const [store] = useState(
    () =>
      new BuilderStore(
        {
          document: draft.document,
          revision: draft.revision,
          savedAt: draft.saved_at,
          problems: draft.problems,
        },
        {
          save: async (revision, document) => {
            const saved = await forms.saveDraft(formId, revision, document);
            void client.invalidateQueries({ queryKey: keys.forms, exact: true, refetchType: 'none' });
            void client.invalidateQueries({ queryKey: keys.form(formId) });
            return saved;
          },
          ...localPorts(staffId, formId),
          now: () => Date.now(),
        },
      ),
  );
  const [copy, setCopy] = useState<LocalCopy | null>(() => unsavedCopy(staffId, formId, draft));

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent) => {
      if (!store.autosave.isDirty) return;
      void store.autosave.flush();
      event.preventDefault();
    };
    const forget = registerWork(() => store.autosave.flush());
    const resume = () => store.autosave.resume();
    window.addEventListener('beforeunload', guard);
    window.addEventListener('online', resume);
    window.addEventListener('madoguchi:signed-in', resume);
    return () => {
      forget();
      window.removeEventListener('beforeunload', guard);
      window.removeEventListener('online', resume);
      window.removeEventListener('madoguchi:signed-in', resume);
      // Leaving the screen inside the app: what is left is saved in the background, the local copy covers a failure.
      void store.autosave.flush();
    };
  }, [store]);

  const forgetCopy = (use: boolean) => {
    if (copy !== null && use) {
      store.restore(copy);
    } else {
      dropCopy(staffId, formId);
    }
    setCopy(null);
  };
  return { store, copy, forgetCopy };
}

/** A copy that differs from what the server has; one that is equal is only a leftover. */
function unsavedCopy(staffId: string, formId: string, draft: Draft): LocalCopy | null {
  const copy = readCopy(staffId, formId);
  if (copy === null) return null;
  if (JSON.stringify(copy.document) !== JSON.stringify(draft.document)) return copy;
  dropCopy(staffId, formId);
  return null;
}

/** The copy in this browser; what it began with is written once per revision, not with every keystroke. */
function localPorts(staffId: string, formId: string): Pick<StorePorts, 'keep' | 'drop'> {
  let written: unknown = null;
  return {
    keep: (revision, document, base) => {
      keepCopy(staffId, formId, { revision, document, at: Date.now() });
      if (base !== null && base !== written) keepBase(staffId, formId, revision, base);
      written = base;
    },
    drop: () => {
      written = null;
      dropCopy(staffId, formId);
    },
  };
}
