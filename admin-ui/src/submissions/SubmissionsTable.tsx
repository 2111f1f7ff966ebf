import { Link } from '@tanstack/react-router';
import type { Retention, SubmissionSummary } from '../api/types';
import { formatDateTime } from '../ui/format';
import { ChannelChip } from './channels';
import { keptWords } from './retention';
import { StateChip } from './states';
import { TestChip, versionName } from './tests';

interface Props {
  submissions: SubmissionSummary[];
  retention: Retention | null;
}

export function SubmissionsTable({ submissions, retention }: Props) {
  if (submissions.length === 0) return <p>あてはまる申請はありません。</p>;
  return (
    <table className="list cards">
      <caption className="visually-hidden">申請の一覧（新しい順）</caption>
      <thead>
        <tr>
          <th scope="col">受付番号</th>
          <th scope="col">状態</th>
          <th scope="col">受付日時</th>
          <th scope="col">最終更新</th>
          <th scope="col">添付</th>
          <th scope="col">版</th>
          {retention !== null && <th scope="col">保存</th>}
        </tr>
      </thead>
      <tbody>
        {submissions.map((submission) => (
          <tr key={submission.id}>
            <th scope="row">
              <Link
                to="/submissions/$submissionId"
                params={{ submissionId: submission.id }}
                className="mono forms-count"
              >
                {submission.receipt_number}
              </Link>{' '}
              {submission.is_test ? <TestChip /> : <ChannelChip channel={submission.channel} />}
            </th>
            <td data-label="状態">
              <StateChip state={submission.state} />
            </td>
            <td data-label="受付日時">{formatDateTime(submission.received_at)}</td>
            <td data-label="最終更新">{formatDateTime(submission.updated_at)}</td>
            <td data-label="添付">{submission.file_count === 0 ? 'なし' : `${submission.file_count}件`}</td>
            <td data-label="版">{versionName(submission)}</td>
            {retention !== null && <td data-label="保存">{keptWords(retention, submission.kept_until)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
