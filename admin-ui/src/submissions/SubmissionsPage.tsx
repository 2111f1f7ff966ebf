/** The submissions of one form, newest first: filter by state, page on, export. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { forms, submissions, type Only } from '../api/staffApi';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { FailedPage, Loading, Page } from '../ui/Page';
import { ErrorBanner } from '../ui/Banner';
import { CHANNELS } from './channels';
import { CounterMenu } from './CounterMenu';
import { ExportMenu } from './ExportMenu';
import { STATES } from './states';
import { SubmissionsTable } from './SubmissionsTable';
import { TestsNote } from './TestsNote';
import './submissions.css';

export function SubmissionsPage() {
  const { formId } = useParams({ from: '/forms/$formId/submissions' });
  const only = useSearch({ from: '/forms/$formId/submissions' });
  const form = useQuery({ queryKey: keys.form(formId), queryFn: () => forms.get(formId) });
  const list = useInfiniteQuery({
    queryKey: keys.submissions(formId, only),
    queryFn: ({ pageParam }) => submissions.list(formId, only, pageParam),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (previous) => previous,
  });
  if (form.data === undefined) {
    return form.isPending ? (
      <Loading />
    ) : (
      <FailedPage error={form.error} onRetry={() => void form.refetch()} />
    );
  }
  const counts = list.data?.pages.at(-1)?.counts;
  const tests = list.data?.pages.at(-1)?.test_count;
  const isTestWorthShowing = only.test || (tests ?? 0) > 0;
  const shown = list.data?.pages.flatMap((page) => page.submissions) ?? [];
  return (
    <Page
      title={`「${form.data.title}」の申請`}
      actions={
        <>
          {!only.test && form.data.can.handle && form.data.version !== null && (
            <CounterMenu formId={formId} />
          )}
          {!only.test && form.data.can.export && <ExportMenu formId={formId} />}
        </>
      }
    >
      <div className="row">
        <Link to="/">申請フォームの一覧</Link>
        <Link to="/forms/$formId/edit" params={{ formId }}>
          このフォームの編集画面
        </Link>
      </div>
      {isTestWorthShowing && (
        <nav aria-label="申請かテスト送信か" className="state-filter">
          <Filter formId={formId} only={{}} label="申請" />
          <Filter formId={formId} only={{ test: true }} label="テスト送信" count={tests} />
        </nav>
      )}
      {only.test && <TestsNote formId={formId} mayErase={form.data.can.edit} count={tests ?? 0} />}
      <nav aria-label="状態で絞り込む" className="state-filter">
        <Filter
          formId={formId}
          only={{ ...only, state: undefined }}
          label="すべて"
          count={counts && STATES.reduce((sum, { value }) => sum + counts[value], 0)}
        />
        {STATES.map(({ value, label }) => (
          <Filter
            key={value}
            formId={formId}
            only={{ ...only, state: value }}
            label={label}
            count={counts?.[value]}
          />
        ))}
      </nav>
      {!only.test && (
        <nav aria-label="受付方法で絞り込む" className="state-filter">
          <Filter formId={formId} only={{ ...only, channel: undefined }} label="すべての受付方法" />
          {CHANNELS.map(({ value, label }) => (
            <Filter key={value} formId={formId} only={{ ...only, channel: value }} label={label} />
          ))}
        </nav>
      )}
      <ErrorBanner error={list.error} />
      {list.isPending ? (
        <Loading />
      ) : (
        <SubmissionsTable submissions={shown} retention={list.data?.pages[0]?.retention ?? null} />
      )}
      {list.hasNextPage && (
        <div>
          <Button isDisabled={list.isFetchingNextPage} onPress={() => void list.fetchNextPage()}>
            {list.isFetchingNextPage ? '読み込んでいます…' : '続きを表示'}
          </Button>
        </div>
      )}
    </Page>
  );
}

interface FilterProps {
  formId: string;
  only: Only;
  label: string;
  count?: number | undefined;
}

function Filter({ formId, only: { state, channel, test }, label, count }: FilterProps) {
  return (
    <Link
      to="/forms/$formId/submissions"
      params={{ formId }}
      search={{ ...(state && { state }), ...(channel && { channel }), ...(test && { test }) }}
      activeOptions={{ exact: true, includeSearch: true }}
      className="shell-link"
    >
      {label}
      {count !== undefined && `（${formatCount(count)}）`}
    </Link>
  );
}
