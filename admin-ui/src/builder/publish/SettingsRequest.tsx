/** Settings that another person must approve: what was typed becomes a request instead of being lost. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { ApiError } from '../../api/http';
import { keys } from '../../api/queries';
import { publications } from '../../api/staffApi';
import type { FormDetail, FormPatch } from '../../api/types';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { settingName } from './publicationWords';

interface Props {
  form: FormDetail;
  /** Why saving was refused. */
  error: unknown;
  /** What was to be saved. */
  patch: FormPatch;
  /** It is asked for: the screen may show what holds now again. */
  onAsked: () => void;
}

/** The error of a save, or the way on where it needs a second person. */
export function SettingsRequest({ form, error, patch, onAsked }: Props) {
  const client = useQueryClient();
  const titleId = useId();
  const [note, setNote] = useState('');
  // Asked for each refusal anew: what became of an earlier one says nothing about the change at hand.
  const ask = useMutation({
    mutationFn: (_refusal: unknown) => publications.request(form.id, { settings: patch, note }),
    onSuccess: (next) => {
      setNote('');
      onAsked();
      client.setQueryData(keys.form(form.id), next);
      void client.invalidateQueries({ queryKey: keys.publications });
    },
  });
  if (!(error instanceof ApiError) || error.code !== 'approval-required')
    return <ErrorBanner error={error} />;
  const isAbout = ask.variables === error;
  if (ask.isSuccess && isAbout) {
    return (
      <Banner kind="success">
        設定の変更を申請しました。承認されると反映されます。{' '}
        <Link to="/forms/$formId/edit" params={{ formId: form.id }} search={{ view: 'publish' }}>
          公開の画面で見る
        </Link>
      </Banner>
    );
  }
  const names = (error.body.settings ?? []).map(settingName).join('、');
  return (
    <section className="panel stack-s" aria-labelledby={titleId}>
      <h3 id={titleId}>この変更には、二人での確認が必要です</h3>
      <p>
        {names !== '' && `「${names}」を変えるには、ほかの編集者か管理者の承認が必要です。`}
        まだ何も変わっていません。入力した内容のまま申請できます。
      </p>
      <ErrorBanner error={isAbout ? ask.error : null} />
      <TextArea label="承認する人への連絡" need="optional" value={note} maxLength={1000} onChange={setNote} />
      <div>
        <Button look="primary" isPending={ask.isPending} onPress={() => ask.mutate(error)}>
          この変更を申請する
        </Button>
      </div>
    </section>
  );
}
