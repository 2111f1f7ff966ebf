/** Closing at once, opening again, and putting away a form that nobody needs in the lists. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { forms, publications } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { isWaiting } from './publicationWords';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';

type Act = 'close' | 'open' | 'ask' | 'archive' | 'unarchive';

const DONE: Record<Act, string> = {
  close: '受付を終了しました。',
  open: '受付を再開しました。',
  ask: '受付の再開を申請しました。',
  archive: '保管しました。一覧で見るには、状態で「保管」を選びます。',
  unarchive: '保管から出しました。',
};

interface Props {
  form: FormDetail;
  onDone: (form: FormDetail, words: string) => void;
}

export function IntakeSwitch({ form, onDone }: Props) {
  const [isClosing, setClosing] = useState(false);
  const turn = useMutation({
    mutationFn: (act: Act) =>
      act === 'ask' ? publications.request(form.id, { open: true }) : forms[act](form.id),
    onSuccess: (next, act) => onDone(next, DONE[act]),
  });
  const isArchived = form.archived_at !== null;
  const isBusy = form.publication !== null && isWaiting(form.publication);
  const button = (act: Act, words: string) => (
    <Button isPending={turn.isPending} onPress={() => turn.mutate(act)}>
      {words}
    </Button>
  );
  return (
    <section className="panel stack-s" aria-labelledby="intake-title">
      <h2 id="intake-title">受付の終了・再開・保管</h2>
      <ErrorBanner error={turn.error} />
      <p className="support">{explanation(form, isArchived)}</p>
      <div className="row">
        {form.state === 'open' && <Button onPress={() => setClosing(true)}>受付を終了する</Button>}
        {form.state === 'closed' &&
          (form.needs_approval
            ? !isBusy && button('ask', '受付の再開を申請する')
            : button('open', '受付を再開する'))}
        {form.state !== 'open' &&
          (isArchived ? button('unarchive', '保管から出す') : button('archive', '保管する'))}
      </div>
      <ConfirmDialog
        title="受付を終了しますか"
        isOpen={isClosing}
        action="終了する"
        onConfirm={() => turn.mutate('close')}
        onClose={() => setClosing(false)}
      >
        <p>
          すぐに、だれも申請できなくなります。リンクを開いた人には、受け付けていないことを表示します。届いた申請はそのまま残り、受付はあとから再開できます。
          {isBusy && '待っている公開の申請や予約は、取り消されます。'}
        </p>
      </ConfirmDialog>
    </section>
  );
}

function explanation(form: FormDetail, isArchived: boolean): string {
  if (isArchived) return '保管しています。一覧には表示されません。届いた申請は残っています。';
  if (form.state === 'open') {
    return form.needs_approval
      ? '終了は、一人ですぐにできます。再開するには、二人での確認が必要です。'
      : '終了すると、すぐにだれも申請できなくなります。あとから再開できます。';
  }
  return '使わなくなったフォームは、保管すると一覧に表示されなくなります。届いた申請は残り、いつでも戻せます。';
}
