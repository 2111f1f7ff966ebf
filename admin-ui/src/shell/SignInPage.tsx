/** What a person sees who is not signed in, whatever the address. */
import type { Session } from '../api/types';
import { useDocumentTitle } from '../ui/Page';
import { SignInForm } from './SignInForm';

export function SignInPage({ onSignedIn }: { onSignedIn: (session: Session) => void }) {
  useDocumentTitle('サインイン');
  return (
    <main className="sign-in stack" id="main">
      <h1>Madoguchi 管理画面</h1>
      <p>職員用の画面です。登録されたメールアドレスとパスワードを入力してください。</p>
      <SignInForm onSignedIn={onSignedIn} />
      <p className="support">パスワードを忘れた場合は、管理者に再発行を依頼してください。</p>
    </main>
  );
}
