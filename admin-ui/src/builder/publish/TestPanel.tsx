/**
 * Trying the draft out to the end (テスト送信): what is on the screen is frozen and opened in a new tab, with mail, PDF and
 * list; what was sent is shown here and erased with one click. Nothing of it reaches residents, counts or exports.
 */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { keys } from '../../api/queries';
import { forms, submissions } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { useSession } from '../../shell/sessionContext';
import { StateChip } from '../../submissions/states';
import { erasedWords, useEraseTests } from '../../submissions/useEraseTests';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { formatDateTime } from '../../ui/format';
import { useBuilder, useBuilderState } from '../builderContext';
import { countBySeverity } from '../problems';
import './test-panel.css';

const SHOWN = 3;

export function TestPanel({ form }: { form: FormDetail }) {
  const { staff } = useSession();
  return (
    <section className="panel stack-s" aria-labelledby="test-title">
      <h3 id="test-title" tabIndex={-1}>
        テスト送信
      </h3>
      <p className="support">
        今の下書きを、住民と同じ画面で最後まで入力して送信できます。受付番号は「TEST-」で始まり、受付件数・定員・出力には入りません。メールは、入力したアドレスではなく、あなたのアドレス（
        {staff.email}）だけに届きます。
      </p>
      {form.can.edit ? (
        <>
          <Begin formId={form.id} />
          <Sent formId={form.id} />
        </>
      ) : (
        <p className="support">テスト送信には、編集者の役割が必要です。</p>
      )}
    </section>
  );
}

function Begin({ formId }: { formId: string }) {
  const store = useBuilder();
  const errors = countBySeverity(useBuilderState('problems').problems).error;
  const begin = useMutation({
    mutationFn: async () => {
      // Opened at once: a browser opens no tab for a click that was some time ago.
      const tab = window.open('', '_blank');
      try {
        // What is on the screen is what gets tried out, or nothing.
        const { url } = await forms.freeze(formId, await store.autosave.saved());
        if (tab !== null) {
          tab.opener = null;
          tab.location.replace(url);
        }
        return url;
      } catch (error) {
        tab?.close();
        throw error;
      }
    },
  });
  return (
    <>
      <ErrorBanner error={begin.error} />
      <div className="row">
        <Button isDisabled={errors > 0} isPending={begin.isPending} onPress={() => begin.mutate()}>
          {begin.isPending ? '準備しています…' : 'テスト送信を始める'}
        </Button>
      </div>
      {errors > 0 && <p className="error-text">エラーが{errors}件あるため、まだテスト送信できません。</p>}
      <div role="status">
        {begin.isSuccess && (
          <p>
            新しいタブで開きました。開かないときは、
            <a href={begin.data} target="_blank" rel="noreferrer">
              テスト版を開く
            </a>
            を押してください。
          </p>
        )}
      </div>
    </>
  );
}

/** The latest tests, looked up again whenever the person comes back from the other tab. */
function Sent({ formId }: { formId: string }) {
  const list = useQuery({
    queryKey: [...keys.submissions(formId, { test: true }), 'latest'],
    queryFn: () => submissions.list(formId, { test: true }, null),
    refetchOnWindowFocus: 'always',
  });
  const erase = useEraseTests(formId);
  // The button just pressed is gone: the focus goes to what happened.
  const erased = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (erase.isSuccess) erased.current?.focus();
  }, [erase.isSuccess]);
  const count = list.data?.test_count ?? 0;
  return (
    <>
      <ErrorBanner error={list.error ?? erase.error} />
      {count > 0 && (
        <>
          <h4>送ったテスト（{count}件）</h4>
          <ul className="tests">
            {list.data?.submissions.slice(0, SHOWN).map((test) => (
              <li key={test.id}>
                <Link to="/submissions/$submissionId" params={{ submissionId: test.id }} className="mono">
                  {test.receipt_number}
                </Link>
                <StateChip state={test.state} />
                <span className="support">{formatDateTime(test.received_at)}</span>
              </li>
            ))}
          </ul>
          <div className="row">
            <Link to="/forms/$formId/submissions" params={{ formId }} search={{ test: true }}>
              テスト送信の一覧
            </Link>
            <Button isPending={erase.isPending} onPress={() => erase.mutate()}>
              {erase.isPending ? '消しています…' : `テスト送信をすべて消す（${count}件）`}
            </Button>
          </div>
        </>
      )}
      {erase.isSuccess && count === 0 && (
        <div ref={erased} tabIndex={-1}>
          <Banner kind="success">{erasedWords(erase.data)}</Banner>
        </div>
      )}
    </>
  );
}
