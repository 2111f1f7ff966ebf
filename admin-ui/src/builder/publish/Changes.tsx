/** What differs between two texts of a form in words, and what can no longer be compared. */
import { useQuery } from '@tanstack/react-query';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormChange, FormDetail } from '../../api/types';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { formatCount } from '../../ui/format';
import { Loading } from '../../ui/Page';
import { useBuilderState } from '../builderContext';
import type { Scope } from '../model/document';
import { changeInWords, partOf, PARTS } from './changeWords';
import './changes.css';

interface Props {
  form: FormDetail;
  /** `live`, `draft`, or the number of a version. */
  from?: string;
  to?: string;
  /** What stands above the list; none where the place says it. */
  title?: string | null;
}

export function Changes({ form, from = 'live', to = 'draft', title = '公開すると変わるところ' }: Props) {
  const { document, savedTimes } = useBuilderState('document', 'savedTimes');
  const isOfDraft = from === 'draft' || to === 'draft';
  const changes = useQuery({
    queryKey: [...keys.form(form.id), 'changes', from, to, form.version, isOfDraft ? savedTimes : 0],
    queryFn: () => forms.changes(form.id, from, to),
    enabled: form.version !== null,
  });
  if (form.version === null) return null;
  return (
    <section className="changes stack-s" aria-label={title ?? '変わるところ'}>
      {title !== null && <h3>{title}</h3>}
      <ErrorBanner error={changes.error} />
      {changes.isPending && <Loading />}
      {changes.data && (
        <Told
          changes={changes.data.changes}
          scope={document}
          form={form}
          Part={title === null ? 'h3' : 'h4'}
        />
      )}
    </section>
  );
}

interface ToldProps {
  changes: FormChange[] | null;
  scope: Scope;
  form: FormDetail;
  /** The heading of each part, one level below what stands above. */
  Part: 'h3' | 'h4';
}

function Told({ changes, scope, form, Part }: ToldProps) {
  if (changes === null) {
    return (
      <Banner kind="warning">エラーがある間は、変わるところを表示できません。先に直してください。</Banner>
    );
  }
  if (changes.length === 0) return <p role="status">変わるところはありません。</p>;
  const broken = changes.filter((change) => !change.comparable);
  const parts = PARTS.map(({ part, title }) => ({
    title,
    changes: changes.filter((change) => partOf(change) === part),
  })).filter((part) => part.changes.length > 0);
  return (
    <>
      <p role="status">
        {formatCount(changes.length)}か所が変わります。
        {broken.length === 0 && '前の申請と比べられなくなるところはありません。'}
      </p>
      {broken.length > 0 && <Broken changes={broken} scope={scope} form={form} />}
      {parts.map((part) => (
        <div key={part.title} className="stack-s">
          <Part className="change-part">{part.title}</Part>
          <ul className="change-list">
            {part.changes.map((change, index) => (
              <Item key={`${change.at}-${index}`} change={change} scope={scope} />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function Broken({ changes, scope, form }: { changes: FormChange[]; scope: Scope; form: FormDetail }) {
  return (
    <Banner kind="warning">
      <p>
        <strong>
          {form.submission_count > 0
            ? `届いている申請（${formatCount(form.submission_count)}件）と、これから届く申請を比べられなくなるところがあります。`
            : '変わる前と後の申請を比べられなくなるところがあります。'}
        </strong>
        届いた申請は、受け付けたときのまま残ります。
      </p>
      <ul>
        {changes.map((change, index) => {
          const { title, warning } = changeInWords(change, scope);
          return (
            <li key={index}>
              {title}
              {warning && ` — ${warning}`}
            </li>
          );
        })}
      </ul>
    </Banner>
  );
}

function Item({ change, scope }: { change: FormChange; scope: Scope }) {
  const { title, before, after, warning } = changeInWords(change, scope);
  return (
    <li className="change">
      <span className="change-title">{title}</span>
      {(before !== null || after !== null) && (
        <dl className="change-texts">
          {before !== null && (
            <div>
              <dt>前</dt>
              <dd>
                <del>{before}</del>
              </dd>
            </div>
          )}
          {after !== null && (
            <div>
              <dt>後</dt>
              <dd>
                <ins>{after}</ins>
              </dd>
            </div>
          )}
        </dl>
      )}
      {warning !== null && (
        <p className="support">
          <span className={`chip ${change.comparable ? '' : 'warn'}`}>
            {change.comparable ? '確認' : '比べられません'}
          </span>{' '}
          {warning}
        </p>
      )}
    </li>
  );
}
