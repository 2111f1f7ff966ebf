/** Sending a request back, with words for whoever asked. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { publications } from '../../api/staffApi';
import type { FormDetail, Publication } from '../../api/types';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { ModalDialog } from '../../ui/ModalDialog';

interface Props {
  publication: Publication;
  isOpen: boolean;
  onClose: () => void;
  onDone: (form: FormDetail) => void;
}

export function RefuseDialog({ publication, isOpen, onClose, onDone }: Props) {
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const refuse = useMutation({
    mutationFn: () => publications.refuse(publication.id, reason),
    onSuccess: (next) => {
      onClose();
      onDone(next);
    },
  });
  function press() {
    setAsked(true);
    if (reason.trim() !== '') refuse.mutate();
  }
  return (
    <ModalDialog
      title="申請を差し戻す"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>やめる</Button>
          <Button look="primary" isPending={refuse.isPending} onPress={press}>
            差し戻す
          </Button>
        </>
      }
    >
      <ErrorBanner error={refuse.error} />
      <TextArea
        label="理由"
        need="required"
        help="直してほしいところを書きます。申請した人に表示します。"
        value={reason}
        maxLength={500}
        onChange={setReason}
        error={isAsked && reason.trim() === '' ? '理由を入力してください。' : null}
      />
    </ModalDialog>
  );
}
