/**
 * After a refused save: gets the version that was saved first. What touches different places is merged at once, as one
 * step that can be undone; where both changed the same thing, the version is given to be asked about.
 */
import { useCallback, useContext, useEffect, useState } from 'react';
import { forms } from '../../api/staffApi';
import { SessionContext } from '../../shell/sessionContext';
import { useBuilder, useBuilderState } from '../builderContext';
import type { FormDocument } from '../model/document';
import type { BuilderStore, Start } from '../store';

export interface Other {
  /** In words that 「の変更」 can follow: 「見本 花子さん」. */
  who: string;
  /** Another screen of the same person saved it. */
  isSelf: boolean;
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
  store.take(start, document, { name: MERGED, notice: `${who}の変更と合わせました。`, who });
}

const SELF = '別の画面のあなた';

/** Who saved the version; the server knows names only, and of those who are gone not even that. */
function whoIs(name: string | null | undefined, self: string | undefined): Pick<Other, 'who' | 'isSelf'> {
  const isSelf = name != null && name === self;
  return { isSelf, who: isSelf ? SELF : name == null ? 'ほかの人' : `${name}さん` };
}

export function useConflict(formId: string) {
  const store = useBuilder();
  const { save } = useBuilderState('save');
  const self = useContext(SessionContext)?.staff.name;
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
      const who = whoIs(draft.saved_by, self);
      const found: Other = { ...who, start: { document, revision, problems, savedAt: draft.saved_at } };
      const isOwn = store.hasSent(document);
      const { document: both, conflicts } = store.mergeWith(document);
      if (conflicts.length > 0) return setOther(found);
      const base = store.common;
      setOther(null);
      // Only an answer was lost: there is nobody whose changes came in.
      if (isOwn) return store.take(found.start, both, { name: MERGED, notice: '' });
      takeMerged(store, found, both);
      setTaken({ who: who.who, base, theirs: document });
    } catch (reason) {
      setError(reason);
    }
  }, [formId, store, self]);

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
