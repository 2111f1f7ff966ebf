/** One submission: the answers as they were given, the files, the state, and everything that happened. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { submissions, url } from '../api/staffApi';
import { Button } from '../ui/Button';
import { formatDateTime } from '../ui/format';
import { FailedPage, Loading, Page } from '../ui/Page';
import { Answers } from './Answers';
import { channelName } from './channels';
import { Files } from './Files';
import { keptWords } from './retention';
import { StateForm } from './StateForm';
import { StateChip } from './states';
import { TestNote } from './TestNote';
import { versionName } from './tests';
import { Timeline } from './Timeline';
import './submissions.css';

export function SubmissionPage() {
  const { submissionId } = useParams({ from: '/submissions/$submissionId' });
  const query = useQuery({
    queryKey: keys.submission(submissionId),
    queryFn: () => submissions.get(submissionId),
  });
  if (query.data === undefined) {
    return query.isPending ? (
      <Loading />
    ) : (
      <FailedPage error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  const submission = query.data;
  const actions = (
    <>
      <Button className="no-print" onPress={() => window.print()}>
        印刷する
      </Button>
      <a
        className="button secondary no-print"
        href={url.receipt(submission.id)}
        target="_blank"
        rel="noreferrer"
      >
        受付票（PDF）
      </a>
    </>
  );
  return (
    <Page title={`受付番号 ${submission.receipt_number}`} actions={actions}>
      <div className="row no-print">
        <Link to="/forms/$formId/submissions" params={{ formId: submission.form.id }}>
          「{submission.form.title}」の申請の一覧
        </Link>
      </div>
      {submission.is_test && <TestNote submission={submission} />}
      <dl className="facts">
        <div>
          <dt>申請フォーム</dt>
          <dd>
            {submission.form.title}（{versionName(submission)}）
          </dd>
        </div>
        <div>
          <dt>受付日時</dt>
          <dd>{formatDateTime(submission.received_at)}</dd>
        </div>
        <div>
          <dt>受付方法</dt>
          <dd>
            {submission.is_test ? 'テスト送信' : channelName(submission.channel)}
            {submission.entered_by &&
              `（${submission.is_test ? '送った人' : '入力'}：${submission.entered_by.name}）`}
          </dd>
        </div>
        <div>
          <dt>状態</dt>
          <dd>
            <StateChip state={submission.state} />
          </dd>
        </div>
        {submission.retention !== null && (
          <div>
            <dt>保存期間</dt>
            <dd>{keptWords(submission.retention, submission.kept_until)}</dd>
          </div>
        )}
      </dl>
      <div className="submission">
        <div className="stack submission-main">
          <Answers pages={submission.pages} />
          <Files submission={submission} />
        </div>
        <div className="stack submission-side">
          {submission.can.handle && <StateForm submission={submission} />}
          <Timeline
            entries={submission.timeline}
            channel={submission.channel}
            isTest={submission.is_test}
            {...(submission.can.handle && {
              unsent: { submission: submission.id, mails: submission.unsent_mails },
            })}
          />
        </div>
      </div>
    </Page>
  );
}
