/**
 * The frame around every screen. Nobody signed in: the sign-in page, at the same address. A session that ends later is
 * renewed in a dialog over the screen, so that nothing being edited is lost.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ApiError, onSignedOut } from '../api/http';
import { keys } from '../api/queries';
import { session } from '../api/staffApi';
import type { Session } from '../api/types';
import { ModalDialog } from '../ui/ModalDialog';
import { FailedPage, Loading } from '../ui/Page';
import { Header } from './Header';
import { SessionContext } from './sessionContext';
import { SignInForm } from './SignInForm';
import { SignInPage } from './SignInPage';

export function Shell() {
  const client = useQueryClient();
  const current = useQuery({
    queryKey: keys.session,
    queryFn: session.current,
    staleTime: Infinity,
    retry: false,
  });
  const [isExpired, setExpired] = useState(false);
  const known = current.data;

  useEffect(() => onSignedOut(() => setExpired(true)), []);

  function signedIn(next: Session) {
    const isSamePerson = known === undefined || known.staff.id === next.staff.id;
    if (!isSamePerson) client.clear();
    client.setQueryData(keys.session, next);
    setExpired(false);
    void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' });
    // Only the same person's unsaved work goes on; another person's stays in their own local copy.
    if (isSamePerson) window.dispatchEvent(new Event('madoguchi:signed-in'));
  }

  if (current.isPending) return <Loading />;
  if (known === undefined) {
    const isSignedOut = current.error instanceof ApiError && current.error.code === 'unauthenticated';
    if (isSignedOut) return <SignInPage onSignedIn={signedIn} />;
    return <FailedPage error={current.error} onRetry={() => void current.refetch()} />;
  }
  return (
    <SessionContext value={known}>
      <a className="skip" href="#main">
        本文へ移動
      </a>
      <Header session={known} />
      <Outlet key={known.staff.id} />
      <ModalDialog
        title="もう一度サインインしてください"
        isOpen={isExpired}
        isForced
        onClose={() => undefined}
      >
        <p>
          サインインの有効期限が切れました。編集中の内容は、この画面に残っています。サインインすると続きから操作できます。
        </p>
        <SignInForm email={known.staff.email} onSignedIn={signedIn} />
      </ModalDialog>
    </SessionContext>
  );
}
