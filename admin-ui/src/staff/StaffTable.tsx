import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../api/queries';
import { accounts } from '../api/staffApi';
import type { Department, Staff } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
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
  const disable = useMutation({
    mutationFn: (person: Staff) => accounts.edit(person.id, { is_disabled: !person.is_disabled }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.accounts }),
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
                    isDisabled={reset.isPending || person.id === me}
                    onPress={() => reset.mutate(person)}
                    aria-label={`パスワード再発行：${person.name}`}
                  >
                    パスワード再発行
                  </Button>
                  <Button
                    isDisabled={disable.isPending || person.id === me}
                    onPress={() => disable.mutate(person)}
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
    </>
  );
}
