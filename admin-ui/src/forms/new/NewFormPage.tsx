/** How a form begins: the ways, what the chosen one needs, and beside it name and department. */
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { mayEditForms, useSession } from '../../shell/sessionContext';
import { Page } from '../../ui/Page';
import { CopyWay } from './CopyWay';
import { CreateForm } from './CreateForm';
import { FileWay } from './FileWay';
import { QuestionsWay } from './QuestionsWay';
import type { Start } from './start';
import { TemplateWay } from './TemplateWay';
import { WAYS, type Way } from './ways';
import './new.css';

const route = getRouteApi('/forms/new');
const EMPTY: Start = { body: {}, title: '無題のフォーム' };

export function NewFormPage() {
  const session = useSession();
  const { from = 'template' } = route.useSearch();
  const departments = session.departments.filter((department) => !department.is_disabled);
  return (
    <Page title="新しい申請フォーム" actions={<Link to="/">申請フォームの一覧へ戻る</Link>}>
      {!mayEditForms(session) ? (
        <p>申請フォームを作る権限がありません。必要な場合は管理者に役割の変更を依頼してください。</p>
      ) : departments.length === 0 ? (
        <p>担当する部署がないため作成できません。管理者に部署への登録を依頼してください。</p>
      ) : (
        <div className="new-form">
          <nav aria-label="始め方" className="new-ways">
            <ul>
              {WAYS.map(({ id, label, help }) => (
                <li key={id}>
                  <Link
                    to="/forms/new"
                    search={{ from: id }}
                    className="new-way"
                    aria-current={id === from ? 'page' : undefined}
                  >
                    <strong>{label}</strong>
                    <span className="support">{help}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
          <Chosen key={from} way={from} />
        </div>
      )}
    </Page>
  );
}

/** One way with what was chosen on it. */
function Chosen({ way }: { way: Way }) {
  const [start, setStart] = useState<Start | null>(way === 'empty' ? EMPTY : null);
  const title = WAYS.find(({ id }) => id === way)?.label;
  return (
    <div className="new-chosen">
      <section className="stack" aria-labelledby="way-title">
        <h2 id="way-title">{title}</h2>
        {way === 'template' && <TemplateWay start={start} onChange={setStart} />}
        {way === 'copy' && <CopyWay start={start} onChange={setStart} />}
        {way === 'questions' && <QuestionsWay onChange={setStart} />}
        {way === 'file' && <FileWay onChange={setStart} />}
        {way === 'empty' && <p>見出しも項目もない、1ページのフォームを作ります。</p>}
      </section>
      <CreateForm start={start} />
    </div>
  );
}
