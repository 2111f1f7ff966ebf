/** Every form the person can reach: find one, open it, start a new one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import { mayEditForms, useSession } from '../shell/sessionContext';
import { Select, TextInput } from '../ui/fields';
import { FailedPage, Loading, Page } from '../ui/Page';
import { formatCount } from '../ui/format';
import { ApprovalsList } from './ApprovalsList';
import { FormsTable } from './FormsTable';
import { matches } from './matches';
import './forms.css';

/** Not a state of its own: forms that were put away are listed only when asked for. */
const ARCHIVED = 'archived';

const STATE_OPTIONS = [
  { value: '', label: 'すべて' },
  { value: 'draft', label: '下書き' },
  { value: 'open', label: '公開中' },
  { value: 'closed', label: '受付終了' },
  { value: ARCHIVED, label: '保管' },
];

export function FormsPage() {
  const session = useSession();
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const isArchive = state === ARCHIVED;
  const used = useQuery({ queryKey: keys.forms, queryFn: forms.list });
  const archived = useQuery({
    queryKey: keys.archivedForms,
    queryFn: forms.archived,
    enabled: isArchive,
  });
  const list = isArchive && archived.data !== undefined ? archived : used;

  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  const shown = list.data.filter((form) => matches(form, text, isArchive ? '' : state));
  const { role, department_ids } = session.staff;
  const hasNoPlace = role !== 'admin' && department_ids.length === 0;
  const create = mayEditForms(session) && !hasNoPlace && (
    <Link to="/forms/new" className="button primary">
      新しい申請フォーム
    </Link>
  );
  return (
    <Page title="申請フォーム" actions={create}>
      {mayEditForms(session) && <ApprovalsList />}
      <div className="forms-filter" role="search">
        <TextInput label="名前・部署で探す" type="search" value={text} onChange={setText} />
        <Select label="状態" value={state} options={STATE_OPTIONS} onChange={setState} />
      </div>
      <p role="status" className="support">
        {formatCount(list.data.length)}件のうち{formatCount(shown.length)}件を表示しています。
      </p>
      {hasNoPlace ? (
        <p>担当する部署がまだ決まっていません。管理者に連絡してください。</p>
      ) : list.data.length === 0 && !isArchive ? (
        <p>
          まだ申請フォームがありません。
          {mayEditForms(session) &&
            '「新しい申請フォーム」から、ひな形や質問の一覧を使って作り始められます。'}
        </p>
      ) : (
        <FormsTable forms={shown} />
      )}
    </Page>
  );
}
