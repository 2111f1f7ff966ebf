/** Publishing: what is missing, what changes, now or at a time, with or without a second person; then the link to share. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../api/queries';
import type { FormDetail } from '../../api/types';
import { formStateName } from '../../forms/formState';
import { Banner } from '../../ui/Banner';
import { formatDateTime } from '../../ui/format';
import { useBuilderState } from '../builderContext';
import { ProblemsPanel } from '../ProblemsPanel';
import { IntakeSwitch } from './IntakeSwitch';
import { AFTER, BEFORE } from './panels';
import { isWaiting } from './publicationWords';
import { PublishForm } from './PublishForm';
import { RequestPanel } from './RequestPanel';
import { TaskList } from './TaskList';
import './publish.css';

export function PublishView({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  const { problems } = useBuilderState('problems');
  const [done, setDone] = useState<{ words: string; at: number } | null>(null);
  // The button just pressed is gone or disabled now: the focus goes to what happened.
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (done !== null) outcome.current?.focus();
  }, [done]);
  function took(next: FormDetail | undefined, words: string) {
    if (next !== undefined) client.setQueryData(keys.form(form.id), next);
    else void client.invalidateQueries({ queryKey: keys.form(form.id) });
    void client.invalidateQueries({ queryKey: keys.forms, exact: true });
    void client.invalidateQueries({ queryKey: keys.archivedForms });
    void client.invalidateQueries({ queryKey: keys.publications });
    setDone((last) => ({ words, at: (last?.at ?? 0) + 1 }));
  }
  const { publication } = form;
  const waits = publication !== null && isWaiting(publication);
  return (
    <section className="publish stack" aria-label="公開">
      <p className="publish-state">
        今の状態：<strong>{formStateName(form.state)}</strong>
        {form.version !== null && `（第${form.version}版、${formatDateTime(form.published_at)}に公開）`}
        {form.archived_at !== null && '（保管中）'}
      </p>
      {done !== null && (
        <div ref={outcome} tabIndex={-1}>
          <Banner kind="success">{done.words}</Banner>
        </div>
      )}
      {publication !== null && (
        <RequestPanel key={publication.id} form={form} publication={publication} onDone={took} />
      )}
      <TaskList form={form} />
      {problems.length > 0 && <ProblemsPanel />}
      <h2>内容を確かめる</h2>
      {BEFORE.map(({ id, Panel }) => (
        <Panel key={id} form={form} />
      ))}
      {!form.can.publish && <p className="support">公開するには、編集者の役割が必要です。</p>}
      {form.can.publish && !waits && <PublishForm form={form} onDone={took} />}
      <h2>公開したフォームを使う</h2>
      {AFTER.map(({ id, Panel }) => (
        <Panel key={id} form={form} />
      ))}
      {form.can.publish && <IntakeSwitch form={form} onDone={took} />}
    </section>
  );
}
