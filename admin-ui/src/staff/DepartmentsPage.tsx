/** The departments of the organization: list, add, rename, disable. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { departments } from '../api/staffApi';
import type { Department } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { ConfirmDialog } from '../ui/ConfirmDialog';
import { FailedPage, Loading, Page } from '../ui/Page';
import { AdminOnly } from './AdminOnly';
import { DepartmentDialog } from './DepartmentDialog';

export function DepartmentsPage() {
  return (
    <AdminOnly>
      <Departments />
    </AdminOnly>
  );
}

function Departments() {
  const client = useQueryClient();
  const list = useQuery({ queryKey: keys.departments, queryFn: departments.list });
  const [edited, setEdited] = useState<Department | 'new' | null>(null);
  const [asked, setAsked] = useState<Department | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const disable = useMutation({
    mutationFn: ({ id, is_disabled }: Department) => departments.edit(id, { is_disabled: !is_disabled }),
    onSuccess: async (_, department) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.departments }),
        client.invalidateQueries({ queryKey: keys.session }),
      ]);
      setDone(`「${department.name}」を${department.is_disabled ? '再開' : '停止'}しました。`);
    },
  });
  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  const add = (
    <Button look="primary" onPress={() => setEdited('new')}>
      部署を追加
    </Button>
  );
  return (
    <Page title="部署" actions={add}>
      <p>申請フォームと申請は部署ごとに扱います。職員は、自分の部署のものだけを見られます。</p>
      <ErrorBanner error={disable.error} />
      <Outcome words={done} />
      <table className="list cards">
        <caption className="visually-hidden">部署の一覧</caption>
        <thead>
          <tr>
            <th scope="col">名前</th>
            <th scope="col">通知先メールアドレス</th>
            <th scope="col">状態</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {list.data.map((department) => (
            <tr key={department.id}>
              <th scope="row">{department.name}</th>
              <td data-label="通知先">{department.notification_email ?? '—'}</td>
              <td data-label="状態">
                <span className={department.is_disabled ? 'chip' : 'chip good'}>
                  {department.is_disabled ? '停止中' : '使用中'}
                </span>
              </td>
              <td>
                <div className="row">
                  <Button onPress={() => setEdited(department)} aria-label={`変更：${department.name}`}>
                    変更
                  </Button>
                  <Button
                    isPending={disable.isPending}
                    onPress={() =>
                      department.is_disabled ? disable.mutate(department) : setAsked(department)
                    }
                    aria-label={`${department.is_disabled ? '再開する' : '停止する'}：${department.name}`}
                  >
                    {department.is_disabled ? '再開する' : '停止する'}
                  </Button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        title="部署を停止しますか"
        isOpen={asked !== null}
        action="停止する"
        onConfirm={() => asked && disable.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        <p>
          「{asked?.name}
          」を、申請フォームの担当部署や職員の部署として新しく選べなくします。あとから再開できます。
        </p>
      </ConfirmDialog>
      <DepartmentDialog edited={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}
