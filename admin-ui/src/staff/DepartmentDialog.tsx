import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../api/queries';
import { departments } from '../api/staffApi';
import type { Department } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { TextInput } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';
import { useFirstWrong } from '../ui/useFirstWrong';

interface Props {
  edited: Department | 'new' | null;
  onClose: () => void;
}

export function DepartmentDialog({ edited, onClose }: Props) {
  return (
    <ModalDialog
      title={edited === 'new' ? '部署を追加' : '部署を変更'}
      isOpen={edited !== null}
      onClose={onClose}
    >
      {edited !== null && <DepartmentForm department={edited === 'new' ? null : edited} onClose={onClose} />}
    </ModalDialog>
  );
}

function DepartmentForm({ department, onClose }: { department: Department | null; onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState(department?.name ?? '');
  const [email, setEmail] = useState(department?.notification_email ?? '');
  const [wrong, setWrong] = useState<{ name?: string }>({});
  const form = useFirstWrong(wrong);
  const save = useMutation({
    mutationFn: () => {
      const address = email.trim() === '' ? null : email.trim();
      return department === null
        ? departments.add(name.trim(), address)
        : departments.edit(department.id, { name: name.trim(), notification_email: address });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: keys.departments });
      void client.invalidateQueries({ queryKey: keys.session });
      onClose();
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const isEmpty = name.trim() === '';
    setWrong(isEmpty ? { name: '部署の名前を入力してください。' } : {});
    if (!isEmpty && !save.isPending) save.mutate();
  }
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={save.error} />
      <TextInput label="名前" need="required" value={name} onChange={setName} error={wrong.name ?? null} />
      <TextInput
        label="通知先メールアドレス"
        need="optional"
        type="email"
        help="この部署のフォームに申請が届いたことを知らせます。"
        value={email}
        onChange={setEmail}
      />
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={save.isPending}>
          保存
        </Button>
      </div>
    </form>
  );
}
