/** Which other system is told of cases: the address, saved by a button of its own; secrets, a trial, what became of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../../../api/queries';
import { forms } from '../../../api/staffApi';
import type { FormDetail } from '../../../api/types';
import { Banner } from '../../../ui/Banner';
import { Button } from '../../../ui/Button';
import { TextInput } from '../../../ui/fields';
import { LeaveGuard } from '../../../ui/LeaveGuard';
import { SettingsRequest } from '../../publish/SettingsRequest';
import { Deliveries } from './Deliveries';
import { Secret } from './Secret';

export function WebhookSettings({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  const saved = form.webhook_url ?? '';
  // What holds as far as `url` knows: where nothing was typed, it follows what others change.
  const [base, setBase] = useState(saved);
  const [url, setUrl] = useState(saved);
  if (base !== saved) {
    setBase(saved);
    if (url === base) setUrl(saved);
  }
  const save = useMutation({
    mutationFn: (webhook_url: string | null) => forms.edit(form.id, { webhook_url }),
    onSuccess: (next) => {
      client.setQueryData(keys.form(form.id), next);
      setUrl(next.webhook_url ?? '');
      void client.invalidateQueries({ queryKey: keys.webhook(form.id) });
    },
  });
  const isDirty = form.can.edit && url.trim() !== saved;
  const wanted = url.trim() === '' ? null : url.trim();
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isDirty && !save.isPending) save.mutate(wanted);
  }
  if (!form.can.edit) return <p className="support">編集できる人だけが見られます。</p>;
  return (
    <div className="stack">
      <form data-own-undo className="stack" onSubmit={submit} noValidate aria-label="外部システムへの通知">
        <LeaveGuard isDirty={isDirty} />
        <TextInput
          label="通知先のURL"
          help="申請が届いたときと状態が変わったときに、受付番号と時刻だけを送ります。申請の内容は送りません。https:// から始まる、庁内のネットワークの外のアドレスを入力してください。空にすると、通知をやめます。"
          value={url}
          onChange={(typed) => {
            save.reset();
            setUrl(typed);
          }}
        />
        <SettingsRequest
          form={form}
          error={save.error}
          patch={{ webhook_url: wanted }}
          onAsked={() => setUrl(saved)}
        />
        {save.isSuccess && !isDirty && <Banner kind="success">保存しました。すぐに反映されています。</Banner>}
        <div>
          <Button type="submit" look="primary" isPending={save.isPending}>
            {save.isPending ? '保存しています…' : '通知先を保存'}
          </Button>
        </div>
      </form>
      {saved !== '' && (
        <>
          <Secret formId={form.id} />
          <Deliveries formId={form.id} />
        </>
      )}
    </div>
  );
}
