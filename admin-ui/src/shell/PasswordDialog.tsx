/** A person changes their own password. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { session } from '../api/staffApi';
import { Banner, ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { TextInput } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';

const MIN_CHARACTERS = 10;

export function PasswordDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ModalDialog title="パスワードを変更" isOpen={isOpen} onClose={onClose}>
      <PasswordForm onClose={onClose} />
    </ModalDialog>
  );
}

function PasswordForm({ onClose }: { onClose: () => void }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [error, setError] = useState<string | null>(null);
  const change = useMutation({ mutationFn: () => session.changePassword(current, next) });
  function submit(event: FormEvent) {
    event.preventDefault();
    const isShort = [...next].length < MIN_CHARACTERS;
    setError(isShort ? `${MIN_CHARACTERS}文字以上で入力してください。` : null);
    if (!isShort && !change.isPending) change.mutate();
  }
  if (change.isSuccess) {
    return (
      <>
        <Banner kind="success">
          パスワードを変更しました。次のサインインから新しいパスワードを使います。
        </Banner>
        <div className="modal-actions">
          <Button look="primary" onPress={onClose}>
            閉じる
          </Button>
        </div>
      </>
    );
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={change.error} />
      <TextInput
        label="今のパスワード"
        type="password"
        autoComplete="current-password"
        value={current}
        onChange={setCurrent}
      />
      <TextInput
        label="新しいパスワード"
        help={`${MIN_CHARACTERS}文字以上で入力してください。長い言葉を組み合わせると安全です。`}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        error={error}
      />
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={change.isPending}>
          変更する
        </Button>
      </div>
    </form>
  );
}
