/** Cancels the appointment of a case; the case itself stays. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/queries';
import { submissions } from '../api/staffApi';
import type { SubmissionDetail } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { TextArea } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';

interface Props {
  isOpen: boolean;
  submission: SubmissionDetail;
  onClose: () => void;
  onDone: () => void;
}

export function CancelBookingDialog({ isOpen, submission, onClose, onDone }: Props) {
  return (
    <ModalDialog title="予約を取り消しますか" isOpen={isOpen} isAlert onClose={onClose}>
      {isOpen && <CancelBooking {...{ submission, onClose, onDone }} />}
    </ModalDialog>
  );
}

function CancelBooking({ submission, onClose, onDone }: Omit<Props, 'isOpen'>) {
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  const cancel = useMutation({
    mutationFn: () => submissions.cancelBooking(submission.id, note.trim()),
    onSuccess: () => {
      onClose();
      onDone();
    },
    onSettled: () => {
      void client.invalidateQueries({ queryKey: keys.everyCalendar });
      void client.invalidateQueries({ queryKey: keys.submission(submission.id) });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const isEmpty = note.trim() === '';
    setError(isEmpty ? '理由を入力してください（例：本人から電話で申し出）。' : null);
    if (!isEmpty && !cancel.isPending) cancel.mutate();
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={cancel.error} />
      <p>
        枠が空いて、ほかの人が予約できるようになります。申請の状態は変わりません。
        {submission.has_mail_address
          ? '申請した人に、メールで知らせます。'
          : 'メールアドレスがないため、メールは送られません。電話などで知らせてください。'}
      </p>
      <TextArea
        label="理由"
        need="required"
        maxLength={2000}
        help="職員だけが見られます。経過に残ります。"
        value={note}
        onChange={setNote}
        error={error}
      />
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="danger" isPending={cancel.isPending}>
          予約を取り消す
        </Button>
      </div>
    </form>
  );
}
