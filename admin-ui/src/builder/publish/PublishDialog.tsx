/** Publish, and everything around it: what is in the way, the link, the QR code, opening and closing. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/http';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { formStateName } from '../../forms/formState';
import { Banner, ErrorBanner, Outcome } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { formatDateTime } from '../../ui/format';
import { ModalDialog } from '../../ui/ModalDialog';
import { useBuilder, useBuilderState } from '../builderContext';
import { countBySeverity } from '../problems';
import { ProblemsPanel } from '../ProblemsPanel';
import { Changes } from './Changes';
import { SharePanel } from './SharePanel';
import { Versions } from './Versions';
import { Ways } from './Ways';

interface Props {
  form: FormDetail;
  isOpen: boolean;
  onClose: () => void;
}

export function PublishDialog({ form, isOpen, onClose }: Props) {
  return (
    <ModalDialog title="公開・共有" isOpen={isOpen} onClose={onClose} isWide>
      <Publish form={form} onClose={onClose} />
      <div className="modal-actions">
        <Button onPress={onClose}>閉じる</Button>
      </div>
    </ModalDialog>
  );
}

function Publish({ form, onClose }: { form: FormDetail; onClose: () => void }) {
  const store = useBuilder();
  const client = useQueryClient();
  const { problems } = useBuilderState();
  const errors = countBySeverity(problems).error;
  const took = (next: FormDetail) => {
    client.setQueryData(keys.form(form.id), next);
    void client.invalidateQueries({ queryKey: keys.forms, exact: true });
  };
  const publish = useMutation({
    mutationFn: async () => {
      // What is on the screen is what gets published, or nothing.
      await store.autosave.flush();
      if (store.autosave.isDirty) throw new ApiError(0, { code: 'offline' });
      return forms.publish(form.id, store.autosave.savedRevision);
    },
    onSuccess: took,
  });
  const turn = useMutation({
    mutationFn: (isOpen: boolean) => (isOpen ? forms.open(form.id) : forms.close(form.id)),
    onSuccess: took,
  });
  const [isClosing, setClosing] = useState(false);
  // The button just pressed is disabled now: the focus goes to what happened.
  const published = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (publish.isSuccess) published.current?.focus();
  }, [publish.isSuccess]);
  const isFirst = form.version === null;
  const isCurrent = !isFirst && !form.has_unpublished_changes;
  return (
    <div className="stack">
      <p>
        今の状態：<strong>{formStateName(form.state)}</strong>
        {!isFirst && `（第${form.version}版、${formatDateTime(form.published_at)}に公開）`}
      </p>
      <ErrorBanner error={publish.error ?? turn.error} />
      <Outcome
        words={turn.isSuccess ? (turn.variables ? '受付を再開しました。' : '受付を終了しました。') : null}
      />
      {publish.isSuccess && (
        <div ref={published} tabIndex={-1}>
          <Banner kind="success">公開しました。下のリンクから申請できます。</Banner>
        </div>
      )}
      {problems.length > 0 && <ProblemsPanel onGo={onClose} />}
      {!isFirst && !isCurrent && <Changes form={form} />}
      {form.can.publish ? (
        <div className="stack-s">
          <p className="support">
            {isCurrent
              ? '公開中の版から変わったところはありません。'
              : isFirst
                ? '公開すると、手続の一覧に載り、だれでも申請できるようになります。'
                : '公開すると、新しい版に切り替わります。入力途中の人は、始めたときの版のまま申請できます。'}
          </p>
          <div className="row">
            <Button
              look="primary"
              isDisabled={errors > 0 || isCurrent}
              isPending={publish.isPending}
              onPress={() => publish.mutate()}
            >
              {publish.isPending ? '公開しています…' : isFirst ? '公開する' : '変更を公開する'}
            </Button>
            {form.state !== 'draft' && (
              <Button
                isPending={turn.isPending}
                onPress={() => (form.state === 'open' ? setClosing(true) : turn.mutate(true))}
              >
                {form.state === 'open' ? '受付を終了する' : '受付を再開する'}
              </Button>
            )}
          </div>
          {errors > 0 && <p className="error-text">エラーが{errors}件あるため、まだ公開できません。</p>}
        </div>
      ) : (
        <p className="support">公開するには、編集者の役割が必要です。</p>
      )}
      <Ways form={form} />
      <SharePanel form={form} />
      <Versions form={form} />
      <ConfirmDialog
        title="受付を終了しますか"
        isOpen={isClosing}
        action="終了する"
        onConfirm={() => turn.mutate(false)}
        onClose={() => setClosing(false)}
      >
        <p>
          すぐに、だれも申請できなくなります。リンクを開いた人には、受け付けていないことを表示します。届いた申請はそのまま残り、受付はあとから再開できます。
        </p>
      </ConfirmDialog>
    </div>
  );
}
