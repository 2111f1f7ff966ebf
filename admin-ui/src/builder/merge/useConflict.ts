/**
 * After a refused save: gets the version that was saved first. What touches different places is merged at once, as one
 * step that can be undone; where both changed the same thing, the version is given to be asked about.
 */
import { useCallback, useEffect, useState } from 'react';
import { forms } from '../../api/staffApi';
import { useBuilder, useBuilderState } from '../builderContext';
import type { FormDocument } from '../model/document';
import type { BuilderStore, Start } from '../store';

export interface Other {
  who: string;
  start: Start;
}

/** Another's changes that were merged without a question. */
export interface Taken {
  who: string;
  base: FormDocument | null;
  theirs: unknown;
}

export const MERGED = 'ほかの人の変更との統合';

export function takeMerged(store: BuilderStore, { who, start }: Other, document: FormDocument): void {
  store.take(start, document, { name: MERGED, notice: `${who}さんの変更と合わせました。` });
}

export function useConflict(formId: string) {
  const store = useBuilder();
  const { save } = useBuilderState();
  const conflict = save.kind === 'conflict' ? save.conflict : null;
  const [other, setOther] = useState<Other | null>(null);
  const [taken, setTaken] = useState<Taken | null>(null);
  const [error, setError] = useState<unknown>(null);

  const load = useCallback(async () => {
    try {
      const draft = await forms.draft(formId);
      setError(null);
      if (store.autosave.state.kind !== 'conflict') return;
      const { document, revision, problems } = draft;
      const who = draft.saved_by ?? 'ほかの人';
      const found: Other = { who, start: { document, revision, problems, savedAt: draft.saved_at } };
      const { document: both, conflicts } = store.mergeWith(document);
      if (conflicts.length > 0) return setOther(found);
      const base = store.common;
      takeMerged(store, found, both);
      setOther(null);
      setTaken({ who, base, theirs: document });
    } catch (reason) {
      setError(reason);
    }
  }, [formId, store]);

  useEffect(() => {
    if (conflict === null) return;
    void load();
    const again = () => void load();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [conflict, load]);

  return {
    conflict,
    other: conflict === null ? null : other,
    taken,
    error: conflict === null ? null : error,
    load,
    forget: () => setTaken(null),
  };
}
