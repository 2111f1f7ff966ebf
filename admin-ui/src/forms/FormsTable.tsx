import { Link } from '@tanstack/react-router';
import type { FormSummary } from '../api/types';
import { formatCount, formatDateTime } from '../ui/format';
import { FormStateChip } from './formState';

export function FormsTable({ forms }: { forms: FormSummary[] }) {
  return (
    <table className="list cards">
      <caption className="visually-hidden">申請フォームの一覧</caption>
      <thead>
        <tr>
          <th scope="col">名前</th>
          <th scope="col">状態</th>
          <th scope="col">版</th>
          <th scope="col">担当部署</th>
          <th scope="col">申請</th>
          <th scope="col">最終更新</th>
        </tr>
      </thead>
      <tbody>
        {forms.map((form) => (
          <tr key={form.id}>
            <th scope="row">
              <Link to="/forms/$formId/edit" params={{ formId: form.id }} className="forms-title">
                {form.title || '（名前なし）'}
              </Link>
              <div className="support">/f/{form.slug}</div>
            </th>
            <td data-label="状態">
              <FormStateChip state={form.state} />
              {form.has_unpublished_changes && form.state !== 'draft' && (
                <div className="support">未公開の変更あり</div>
              )}
            </td>
            <td data-label="版">{form.version === null ? '—' : `第${form.version}版`}</td>
            <td data-label="担当部署">{form.department.name}</td>
            <td data-label="申請" className="nowrap">
              <Link to="/forms/$formId/submissions" params={{ formId: form.id }} className="forms-count">
                {formatCount(form.submission_count)}件
                <span className="visually-hidden">（{form.title}に届いた申請を見る）</span>
              </Link>
            </td>
            <td data-label="最終更新" className="nowrap">
              {formatDateTime(form.updated_at)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
