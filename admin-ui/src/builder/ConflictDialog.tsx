/** Somebody else saved first: says who and when, and lets the person choose. Nothing is written over without a choice. */
import { useState } from 'react';
import { forms } from '../api/staffApi';
import type { FormDetail } from '../api/types';
import { Banner, ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatDateTime } from '../ui/format';
import { ModalDialog } from '../ui/ModalDialog';
import { useBuilder, useBuilderState } from './builderContext';

export function ConflictDialog({ form }: { form: FormDetail }) {
  const store = useBuilder();
  const { save, document } = useBuilderState();
  const [isSure, setSure] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const conflict = save.kind === 'conflict' ? save.conflict : null;
  const who = conflict?.editedBy ?? conflict?.detail ?? 'ほかの人';

  async function loadTheirs() {
    try {
      const draft = await forms.draft(form.id);
      const { revision, saved_at: savedAt, problems } = draft;
      store.reload({ document: draft.document, revision, savedAt, problems });
      setError(null);
    } catch (reason) {
      setError(reason);
    }
  }

  return (
    <ModalDialog
      title="ほかの人が先に保存しました"
      isOpen={conflict !== null}
      isForced
      isAlert
      onClose={() => undefined}
    >
      <p>
        {who}さんが{conflict?.editedAt ? `${formatDateTime(conflict.editedAt)}に` : '先に'}
        このフォームを変更しました。あなたの変更は、まだ保存されていません。どちらを残すか選んでください。
      </p>
      <ErrorBanner error={error} />
      {isSure && (
        <Banner kind="warning">
          {who}さんの変更はあなたの内容で置き換わります。よければ、もう一度押してください。
        </Banner>
      )}
      <div className="modal-actions">
        <Button
          look="danger"
          onPress={() => {
            if (isSure) store.autosave.overwrite(document);
            setSure(!isSure);
          }}
        >
          {isSure ? 'あなたの内容で置き換える' : '自分の内容を残す'}
        </Button>
        <Button look="primary" onPress={() => void loadTheirs()}>
          相手の内容を読み込む
        </Button>
      </div>
    </ModalDialog>
  );
}
