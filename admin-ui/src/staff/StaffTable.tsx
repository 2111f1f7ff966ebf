import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { accounts } from '../api/staffApi';
import type { Department, Staff } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { formatDateTime } from '../ui/format';
import type { NewPassword } from './NewPasswordDialog';
import { roleName } from './roles';

interface Props {
  people: Staff[];
  departments: Department[];
  onEdit: (person: Staff) => void;
  onPassword: (password: NewPassword) => void;
}

export function StaffTable({ people, departments, onEdit, onPassword }: Props) {
  const client = useQueryClient();
  const me = useSession().staff.id;
  const [asked, setAsked] = useState<{ what: 'reset' | 'stop'; person: Staff } | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const disable = useMutation({
    mutationFn: (person: Staff) => accounts.edit(person.id, { is_disabled: !person.is_disabled }),
    onSuccess: async (_, person) => {
      await client.invalidateQueries({ queryKey: keys.accounts });
      setDone(`${person.name}さんの利用を${person.is_disabled ? '再開' : '停止'}しました。`);
    },
  });
  const reset = useMutation({
    mutationFn: (person: Staff) =>
      accounts.resetPassword(person.id).then(({ password }) => ({ person, password })),
    onSuccess: onPassword,
  });
  const nameOf = (id: string) => departments.find((department) => department.id === id)?.name ?? id;
  const placesOf = (person: Staff) =>
    person.role === 'admin' ? 'すべて' : person.department_ids.map(nameOf).join('、') || 'なし';
  return (
    <>
      <ErrorBanner error={disable.error ?? reset.error} />
      <Outcome words={done} />
      <table className="list cards">
        <caption className="visually-hidden">職員の一覧</caption>
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">役割</th>
            <th scope="col">部署</th>
            <th scope="col">状態</th>
            <th scope="col">最後のサインイン</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                {person.name}
                <div className="support">{person.email}</div>
              </th>
              <td data-label="役割">{roleName(person.role)}</td>
              <td data-label="部署">{placesOf(person)}</td>
              <td data-label="状態">
                <span className={person.is_disabled ? 'chip' : 'chip good'}>
                  {person.is_disabled ? '停止中' : '使用中'}
                </span>
              </td>
              <td data-label="最後のサインイン">{formatDateTime(person.last_sign_in_at)}</td>
              <td>
                <div className="row">
                  <Button onPress={() => onEdit(person)} aria-label={`変更：${person.name}`}>
                    変更
                  </Button>
                  <Button
                    isDisabled={person.id === me}
                    isPending={reset.isPending}
                    onPress={() => setAsked({ what: 'reset', person })}
                    aria-label={`パスワード再発行：${person.name}`}
                  >
                    パスワード再発行
                  </Button>
                  <Button
                    isDisabled={person.id === me}
                    isPending={disable.isPending}
                    onPress={() =>
                      person.is_disabled ? disable.mutate(person) : setAsked({ what: 'stop', person })
                    }
                    aria-label={`${person.is_disabled ? '再開する' : '停止する'}：${person.name}`}
                  >
                    {person.is_disabled ? '再開する' : '停止する'}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        title="パスワードを作り直しますか"
        isOpen={asked?.what === 'reset'}
        action="作り直す"
        onConfirm={() => asked && reset.mutate(asked.person)}
        onClose={() => setAsked(null)}
      >
        <p>{asked?.person.name}さんのパスワードを作り直します。今のパスワードは、すぐに使えなくなります。</p>
      </ConfirmDialog>
      <ConfirmDialog
        title="職員の利用を停止しますか"
        isOpen={asked?.what === 'stop'}
        action="停止する"
        onConfirm={() => asked && disable.mutate(asked.person)}
        onClose={() => setAsked(null)}
      >
        <p>{asked?.person.name}さんは、すぐにサインインできなくなります。あとから再開できます。</p>
      </ConfirmDialog>
    </>
  );
}
