/** What has not got through: mails and notifications that wait for long or were given up, why, and sending them again. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '../api/queries';
import { outbox } from '../api/staffApi';
import type { OutboxReason, StuckJob } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatDateTime } from '../ui/format';
import { FailedPage, Loading, Page } from '../ui/Page';
import { adviceFor, kindName, reasonName, stateName } from './words';

export function OutboxPage() {
  const client = useQueryClient();
  const list = useQuery({ queryKey: keys.outbox, queryFn: outbox.list, refetchInterval: 30_000 });
  const [done, setDone] = useState<string | null>(null);
  const refresh = async () => {
    await Promise.all([
      client.invalidateQueries({ queryKey: keys.outbox }),
      client.invalidateQueries({ queryKey: keys.outboxCount }),
    ]);
  };
  const one = useMutation({
    mutationFn: (job: StuckJob) => outbox.resend(job.id),
    onMutate: () => setDone(null),
    onSuccess: (_, job) => setDone(`「${kindName(job.kind)}」を、もう一度送ります。`),
    onSettled: refresh,
  });
  const all = useMutation({
    mutationFn: (reason: OutboxReason) => outbox.resendAll(reason),
    onMutate: () => setDone(null),
    onSuccess: ({ resent }) => setDone(`${resent}件を、もう一度送ります。`),
    onSettled: refresh,
  });
  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  const { jobs, reasons, has_more } = list.data;
  return (
    <Page title="送信できていないもの">
      <p>
        メールや外部システムへの通知のうち、15分以上待っているものと、送るのをあきらめたものです。待っているものは、自動で送り直しています。
      </p>
      <ErrorBanner error={one.error ?? all.error} />
      <Outcome words={done} />
      {jobs.length === 0 && <p>送信できていないものは、ありません。</p>}
      {reasons.length > 0 && (
        <section aria-labelledby="reasons-title" className="stack">
          <h2 id="reasons-title">理由</h2>
          <ul className="stack plain">
            {reasons.map(({ reason, count, is_more }) => (
              <li key={reason ?? 'none'} className="stack">
                <strong>
                  {reasonName(reason)}：{count}件{is_more && '以上'}
                </strong>
                <span>{adviceFor(reason)}</span>
                {reason !== null && reason !== 'gone' && (
                  <div>
                    <Button
                      isPending={all.isPending}
                      onPress={() => all.mutate(reason)}
                      aria-label={`すべてもう一度送る：${reasonName(reason)}`}
                    >
                      この理由のものを、すべてもう一度送る
                    </Button>
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {jobs.length > 0 && (
        <Stuck jobs={jobs} hasMore={has_more} isPending={one.isPending} onResend={(job) => one.mutate(job)} />
      )}
    </Page>
  );
}

interface StuckProps {
  jobs: StuckJob[];
  hasMore: boolean;
  isPending: boolean;
  onResend: (job: StuckJob) => void;
}

function Stuck({ jobs, hasMore, isPending, onResend }: StuckProps) {
  return (
    <>
      <table className="list cards">
        <caption className="visually-hidden">送信できていないものの一覧。新しい順</caption>
        <thead>
          <tr>
            <th scope="col">内容</th>
            <th scope="col">申請</th>
            <th scope="col">状態</th>
            <th scope="col">理由</th>
            <th scope="col">操作</th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.id}>
              <th scope="row">{kindName(job.kind)}</th>
              <td data-label="申請">
                {job.submission === null ? (
                  '—'
                ) : (
                  <Link to="/submissions/$submissionId" params={{ submissionId: job.submission.id }}>
                    {job.submission.receipt_number}（{job.submission.form_title}）
                  </Link>
                )}
              </td>
              <td data-label="状態">
                <span className={job.state === 'dead' ? 'chip bad' : 'chip'}>{stateName(job)}</span>
                <div className="support">
                  {formatDateTime(job.enqueued_at)}から・{job.attempts}回試行
                  {job.state === 'waiting' && job.attempts > 0 && `・次は${formatDateTime(job.next_at)}`}
                </div>
              </td>
              <td data-label="理由">{reasonName(job.reason)}</td>
              <td>
                <Button
                  isPending={isPending}
                  onPress={() => onResend(job)}
                  aria-label={`もう一度送る：${kindName(job.kind)}${job.submission === null ? '' : ` ${job.submission.receipt_number}`}`}
                >
                  もう一度送る
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hasMore && <p className="support">新しいものから{jobs.length}件を表示しています。</p>}
    </>
  );
}
