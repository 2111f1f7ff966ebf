/** The button that everything leads to: publish now or at a time, or ask another person to approve it. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { forms, publications } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Radios, TextArea, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { countBySeverity } from '../problems';

interface Props {
  form: FormDetail;
  onDone: (form: FormDetail, words: string) => void;
}

const TIMES = [
  { value: 'now', label: 'すぐに' },
  { value: 'later', label: '日時を決めて' },
];

export function PublishForm({ form, onDone }: Props) {
  const store = useBuilder();
  const { problems } = useBuilderState('problems');
  const errors = countBySeverity(problems).error;
  const [when, setWhen] = useState('now');
  const [at, setAt] = useState('');
  const [note, setNote] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isLater = when === 'later';
  const isFirst = form.version === null;
  const isCurrent = !isFirst && !form.has_unpublished_changes;
  const timeError = isAsked && isLater && at === '' ? '日付と時刻を入力してください。' : null;
  const publish = useMutation({
    mutationFn: async () => {
      // What is on the screen is what gets published, or nothing.
      const revision = await store.autosave.saved();
      const time = isLater ? { publish_at: at } : {};
      if (form.needs_approval) return publications.request(form.id, { revision, note, ...time });
      return forms.publish(form.id, { revision, ...time });
    },
    onSuccess: (next) => onDone(next, doneWords(form, isLater)),
  });
  function press() {
    setAsked(true);
    if (isLater && at === '') return;
    publish.mutate();
  }
  return (
    <section className="panel stack" aria-labelledby="publish-title">
      <h2 id="publish-title">{form.needs_approval ? '公開を申請する' : '公開する'}</h2>
      <p className="support">{explanation(form, isCurrent, isFirst)}</p>
      <ErrorBanner error={publish.error} />
      {!isCurrent && (
        <>
          <Radios legend="公開する時" name="publish-when" value={when} options={TIMES} onChange={setWhen} />
          {isLater && (
            <TextInput
              label="公開する日時"
              need="required"
              type="datetime-local"
              data-own-undo
              help={`この時刻になると、自動で公開します（${form.time_zone === 'Asia/Tokyo' ? '日本時間' : form.time_zone}）。それまでに下書きや設定を変えると、予約は取り消されます。`}
              value={at}
              onChange={setAt}
              error={timeError}
            />
          )}
          {form.needs_approval && (
            <TextArea
              label="承認する人への連絡"
              need="optional"
              help="見てほしいところや、急ぐ理由などです。住民には見えません。"
              value={note}
              maxLength={1000}
              data-own-undo
              onChange={setNote}
            />
          )}
        </>
      )}
      <div className="row">
        <Button
          look="primary"
          isDisabled={errors > 0 || isCurrent}
          isPending={publish.isPending}
          onPress={press}
        >
          {publish.isPending ? '送信しています…' : action(form, isLater, isFirst)}
        </Button>
      </div>
      {errors > 0 && <p className="error-text">エラーが{errors}件あるため、まだ公開できません。</p>}
    </section>
  );
}

function action(form: FormDetail, isLater: boolean, isFirst: boolean): string {
  if (form.needs_approval) return '公開を申請する';
  if (isLater) return '公開を予約する';
  return isFirst ? '公開する' : '変更を公開する';
}

function doneWords(form: FormDetail, isLater: boolean): string {
  if (form.needs_approval) return '公開を申請しました。ほかの編集者か管理者が承認すると、公開されます。';
  if (isLater) return '公開を予約しました。';
  return '公開しました。下のリンクから申請できます。';
}

function explanation(form: FormDetail, isCurrent: boolean, isFirst: boolean): string {
  if (isCurrent) return '公開中の版から変わったところはありません。';
  const what = isFirst
    ? firstWords(form)
    : '公開すると、新しい版に切り替わります。入力途中の人は、始めたときの版のまま申請できます。';
  if (!form.needs_approval) return what;
  return `この組織では、二人で確認してから公開します。申請すると今の内容が固定され、担当部署のほかの編集者か管理者が承認したときに、そのままの内容で公開されます。${what}`;
}

/** Whom the first publication lets in, and whether they find the form by themselves. */
function firstWords({ access, is_listed }: FormDetail): string {
  switch (access) {
    case 'link':
      return '公開すると、限定リンクを知っている人が申請できるようになります。手続の一覧には載りません。';
    case 'password':
      return '公開すると、パスワードを知っている人が申請できるようになります。手続の一覧には載りません。';
    case 'staff':
      return '公開すると、この管理画面にログインしている職員だけが申請できるようになります。手続の一覧には載りません。';
    case 'public':
      return is_listed
        ? '公開すると、手続の一覧に載り、だれでも申請できるようになります。'
        : '公開すると、アドレスを知っている人は、だれでも申請できるようになります。手続の一覧には載りません。';
  }
}
