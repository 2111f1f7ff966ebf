/** Moves a submission on, with a note for colleagues and a message to the applicant; or only writes these. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { isConflict } from '../api/http';
import { keys } from '../api/queries';
import { submissions } from '../api/staffApi';
import type { SubmissionDetail, SubmissionState } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Select, TextArea } from '../ui/fields';
import { LeaveGuard } from '../ui/LeaveGuard';
import { stateName } from './states';

export function StateForm({ submission }: { submission: SubmissionDetail }) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<SubmissionState | null>(null);
  // A colleague may have moved the case meanwhile: only a state that can still be chosen stays chosen.
  const state = chosen !== null && submission.next_states.includes(chosen) ? chosen : submission.state;
  const [note, setNote] = useState('');
  const [message, setMessage] = useState('');
  const hasMessage = message.trim() !== '';
  const [error, setError] = useState<string | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const change = useMutation({
    mutationFn: () => submissions.review(submission.id, { state, from: submission.state, note, message }),
    onMutate: () => setDone(null),
    onSuccess: (next) => {
      const written = hasMessage ? 'メッセージを申請者の受付の画面に載せました。' : 'メモを残しました。';
      const isMoved = next.state !== submission.state;
      setDone(isMoved ? `状態を「${stateName(next.state)}」にしました。` : written);
      setChosen(null);
      setNote('');
      setMessage('');
      client.setQueryData(keys.submission(submission.id), next);
      void client.invalidateQueries({ queryKey: keys.allSubmissions });
    },
    onError: (reason) => {
      // Shows what the colleague did; the note being written stays.
      if (isConflict(reason)) {
        void client.invalidateQueries({ queryKey: keys.submission(submission.id) });
      }
    },
  });
  const isSame = state === submission.state;
  function submit(event: FormEvent) {
    event.preventDefault();
    const isNothing = isSame && note.trim() === '' && !hasMessage;
    setError(isNothing ? '状態を選ぶか、メモかメッセージを入力してください。' : null);
    if (!isNothing && !change.isPending) change.mutate();
  }
  const write = hasMessage ? 'メッセージを載せる' : 'メモを残す';
  const others = submission.next_states.filter((next) => next !== submission.state);
  return (
    <section aria-labelledby="state-title" className="no-print side-panel">
      <h2 id="state-title">状態、メモ、メッセージ</h2>
      <form className="stack" onSubmit={submit} noValidate>
        <LeaveGuard isDirty={note.trim() !== '' || hasMessage || state !== submission.state} />
        <ErrorBanner error={change.error} />
        <Outcome words={done} />
        <Select
          label="状態"
          help={
            submission.mailed_states.includes(state)
              ? `状態は、申請した人の受付の画面にも表示されます。「${stateName(state)}」にすると、申請した人にメールを送ります。`
              : '状態は、申請した人の受付の画面にも表示されます。状態を変えただけでは、メールは送られません。'
          }
          value={state}
          options={[
            { value: submission.state, label: `${stateName(submission.state)}（今のまま）` },
            ...others.map((value) => ({ value, label: stateName(value) })),
          ]}
          onChange={(value) => setChosen(value as SubmissionState)}
        />
        <TextArea
          label="メモ"
          maxLength={2000}
          need="optional"
          help="職員だけが見られます。"
          value={note}
          onChange={setNote}
          error={error}
        />
        <TextArea
          label="申請者へのメッセージ"
          maxLength={2000}
          need="optional"
          help={
            submission.has_mail_address
              ? '申請した人の受付の画面に表示されます。「新しいお知らせがあります」というメールも送ります（内容はメールに載りません）。'
              : '申請した人の受付の画面に表示されます。メールアドレスがないため、メールは送られません。'
          }
          value={message}
          onChange={setMessage}
        />
        <div>
          <Button type="submit" look="primary" isPending={change.isPending}>
            {isSame ? write : `「${stateName(state)}」にする`}
          </Button>
        </div>
      </form>
    </section>
  );
}
