/** Withdraws a version with a reason that residents who are filling it in will read. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { forms } from '../../api/staffApi';
import type { FormDetail, FormVersion } from '../../api/types';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { ModalDialog } from '../../ui/ModalDialog';

interface Props {
  form: FormDetail;
  number: number;
  onClose: () => void;
  onDone: (versions: FormVersion[]) => void;
}

const LONGEST = 500;

export function WithdrawDialog({ form, number, onClose, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const withdraw = useMutation({
    mutationFn: () => forms.withdrawVersion(form.id, number, reason.trim()),
    onSuccess: (versions) => {
      onDone(versions);
      onClose();
    },
  });
  const send = () => {
    const length = [...reason.trim()].length;
    if (length === 0) return setError('理由を入力してください。');
    if (length > LONGEST) return setError(`理由は${LONGEST}字までにしてください。`);
    setError(null);
    withdraw.mutate();
  };
  return (
    <ModalDialog
      title={`第${number}版を取り下げますか`}
      isOpen
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>やめる</Button>
          <Button look="danger" isPending={withdraw.isPending} onPress={send}>
            取り下げる
          </Button>
        </>
      }
    >
      <p>
        この版で入力している途中の人は、続きを送信できなくなります。理由と変わったところを伝え、同じ質問の答えを引き継いで今の版に案内します。すでに届いた申請は、そのまま残ります。
      </p>
      <ErrorBanner error={withdraw.error} />
      <TextArea
        label="理由"
        need="required"
        help="入力している人に、このまま表示します。（例：手数料が変わりました。）"
        value={reason}
        error={error}
        onChange={setReason}
      />
    </ModalDialog>
  );
}
