/** The people who work with the forms: list, add, change role and departments, stop, give a new password. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { accounts, departments } from '../api/staffApi';
import type { Staff } from '../api/types';
import { Button } from '../ui/Button';
import { FailedPage, Loading, Page } from '../ui/Page';
import { AdminOnly } from './AdminOnly';
import { NewPasswordDialog, type NewPassword } from './NewPasswordDialog';
import { ROLES } from './roles';
import { StaffDialog } from './StaffDialog';
import { StaffTable } from './StaffTable';

/** By then the dialog has given the focus back, if it could. */
const FOCUS_RETURNED_MS = 50;

export function StaffPage() {
  return (
    <AdminOnly>
      <People />
    </AdminOnly>
  );
}

function People() {
  const people = useQuery({ queryKey: keys.accounts, queryFn: accounts.list });
  const places = useQuery({ queryKey: keys.departments, queryFn: departments.list });
  const [edited, setEdited] = useState<Staff | 'new' | null>(null);
  const [password, setPassword] = useState<NewPassword | null>(null);
  function closePassword() {
    setPassword(null);
    // The dialog that led here is gone, and with it the place the focus would return to.
    setTimeout(() => {
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('h1')?.focus();
    }, FOCUS_RETURNED_MS);
  }
  const error = people.error ?? places.error;
  if (people.data === undefined || places.data === undefined) {
    if (error)
      return (
        <FailedPage error={error} onRetry={() => void Promise.all([people.refetch(), places.refetch()])} />
      );
    return <Loading />;
  }
  const add = (
    <Button look="primary" onPress={() => setEdited('new')}>
      職員を追加
    </Button>
  );
  return (
    <Page title="職員" actions={add}>
      <details className="roles">
        <summary>役割でできること</summary>
        <dl className="answers-like">
          {ROLES.map((role) => (
            <div key={role.value}>
              <dt>{role.label}</dt>
              <dd>{role.help}</dd>
            </div>
          ))}
        </dl>
      </details>
      <StaffTable
        people={people.data}
        departments={places.data}
        onEdit={setEdited}
        onPassword={setPassword}
      />
      <StaffDialog
        edited={edited}
        departments={places.data}
        onClose={() => setEdited(null)}
        onPassword={setPassword}
      />
      <NewPasswordDialog given={password} onClose={closePassword} />
    </Page>
  );
}
