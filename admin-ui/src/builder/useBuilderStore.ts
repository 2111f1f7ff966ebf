/** The life of a builder's store: made once per form, saves what is left on leaving, guards the tab while unsaved. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import type { Draft } from '../api/types';
import { registerWork } from '../shell/pendingWork';
import { dropCopy, leftCopies, OwnCopy, type LeftCopy } from './history/localCopy';
import { MomentLater } from './history/momentLater';
import { BuilderStore } from './store';

/** What was left unsaved while the server could not be reached: it goes on trying until the form is opened again. */
const trying = new Map<() => void, string>();

/** The copies of those are offered to the screen that opens now; two that save one form would refuse each other. */
function takeOver(form: string): void {
  for (const [stop, of] of trying) if (of === form) stop();
}

export function useBuilderStore(formId: string, staffId: string, draft: Draft) {
  const client = useQueryClient();
  const [own] = useState(() => new OwnCopy(staffId, formId));
  // To write a large form down would hold up the letter that was typed.
  const [copying] = useState(() => new MomentLater());
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
            copying.now();
            own.sending(revision, document);
            const saved = await forms.saveDraft(formId, revision, document);
            void client.invalidateQueries({ queryKey: keys.forms, exact: true, refetchType: 'none' });
            void client.invalidateQueries({ queryKey: keys.form(formId) });
            return saved;
          },
          keep: (revision, document, base) => {
            const at = Date.now();
            copying.put(() => own.keep(revision, document, base, at));
          },
          drop: () => {
            copying.forget();
            own.drop();
          },
          now: () => Date.now(),
        },
      ),
  );
  const [copies, setCopies] = useState<readonly LeftCopy[]>([]);
  const copy = copies[0] ?? null;

  useEffect(() => {
    let isHere = true;
    takeOver(formId);
    void leftCopies(staffId, formId, draft.document).then((left) => isHere && setCopies(left));
    return () => {
      isHere = false;
    };
  }, [staffId, formId, draft]);

  useEffect(() => {
    const letGo = own.hold();
    const unwatch = copying.watch();
    const release = () => {
      unwatch();
      letGo();
    };
    return () => {
      copying.now();
      // Leaving the screen inside the app: what is left is saved in the background, the local copy covers a failure.
      void store.autosave.flush().finally(() => {
        if (!['offline', 'busy'].includes(store.autosave.state.kind)) return release();
        const stop = () => {
          store.autosave.stop();
          release();
          trying.delete(stop);
        };
        trying.set(stop, formId);
      });
    };
  }, [store, own, copying, formId]);

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
    };
  }, [store]);

  const forgetCopy = (use: boolean) => {
    if (copy === null) return;
    if (use) {
      store.restore(copy);
      copy.sent?.forEach((document) => own.sending(copy.revision, document));
    }
    dropCopy(copy.key);
    // One at a time: after a restored one, the others are offered when the form is opened again.
    setCopies(use ? [] : copies.slice(1));
  };
  return { store, copy, forgetCopy };
}
