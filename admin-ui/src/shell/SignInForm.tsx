/** Mail address and password. Used by the sign-in page and by the dialog that renews a session. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { session } from '../api/staffApi';
import type { Session } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { TextInput } from '../ui/fields';

export function SignInForm({
  email: known,
  onSignedIn,
}: {
  email?: string;
  onSignedIn: (s: Session) => void;
}) {
  const [email, setEmail] = useState(known ?? '');
  const [password, setPassword] = useState('');
  const [isEmpty, setEmpty] = useState(false);
  const signIn = useMutation({
    mutationFn: () => session.signIn(email.trim(), password),
    onSuccess: onSignedIn,
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const isIncomplete = email.trim() === '' || password === '';
    setEmpty(isIncomplete);
    if (!isIncomplete && !signIn.isPending) signIn.mutate();
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={signIn.error} />
      <TextInput
        label="メールアドレス"
        type="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        error={isEmpty && email.trim() === '' ? 'メールアドレスを入力してください。' : null}
      />
      <TextInput
        label="パスワード"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={isEmpty && password === '' ? 'パスワードを入力してください。' : null}
      />
      <div className="row">
        <Button type="submit" look="primary" isPending={signIn.isPending}>
          {signIn.isPending ? 'サインインしています…' : 'サインイン'}
        </Button>
      </div>
    </form>
  );
}
