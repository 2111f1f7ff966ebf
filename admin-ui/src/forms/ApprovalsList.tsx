/** On the start screen of those who may approve: what other people have asked for. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { publications } from '../api/staffApi';
import { subjectOf } from '../builder/publish/publicationWords';
import { formatDateTime } from '../ui/format';

export function ApprovalsList() {
  const waiting = useQuery({ queryKey: keys.publications, queryFn: publications.list });
  const asked = waiting.data ?? [];
  if (asked.length === 0) return null;
  return (
    <section className="stack-s approvals" aria-labelledby="approvals-title">
      <h2 id="approvals-title">承認を待っている申請（{asked.length}件）</h2>
      <ul className="approvals-list">
        {asked.map((publication) => (
          <li key={publication.id}>
            <Link
              to="/forms/$formId/edit"
              params={{ formId: publication.form_id }}
              search={{ view: 'publish' }}
              className="forms-title"
            >
              {publication.form_title || '（名前なし）'}：{subjectOf(publication)}
            </Link>
            <p className="support">
              {publication.is_mine
                ? '自分の申請（ほかの人が承認します）'
                : `${publication.requested_by ?? '—'}さんの申請`}
              、{formatDateTime(publication.requested_at)}
              {publication.publish_at !== null && `、${formatDateTime(publication.publish_at)}に公開`}
            </p>
            {publication.note !== null && <p>{publication.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
