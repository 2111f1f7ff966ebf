/** Address, owner, notifications, period and places of a form: saved by a button, effective at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { useSession } from '../../shell/sessionContext';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Select, TextArea, TextInput } from '../../ui/fields';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { SettingsRequest } from '../publish/SettingsRequest';
import { changesOf, intakeOf, wrongIn } from './intake';
import { IntakeSettings } from './IntakeSettings';

const SLUG = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export function OperationalSettings({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  const { departments } = useSession();
  const [slug, setSlug] = useState(form.slug);
  const [department, setDepartment] = useState(form.department.id);
  const [emails, setEmails] = useState(form.notification_emails.join('\n'));
  const [intake, setIntake] = useState(() => intakeOf(form));
  const changes = changesOf(intakeOf(form), intake);
  const wrongIntake = wrongIn(intake);
  const addresses = emails
    .normalize('NFKC')
    .split(/[\s,、]+/)
    .filter(Boolean);
  const wrong = addresses.filter((address) => !EMAIL.test(address));
  const slugError = SLUG.test(slug)
    ? null
    : '半角の英小文字、数字、「-」で入力してください。両端に「-」は使えません。';
  const emailError = wrong.length > 0 ? `メールアドレスの形になっていません：${wrong.join('、')}` : null;
  const isDirty =
    slug !== form.slug ||
    department !== form.department.id ||
    addresses.join() !== form.notification_emails.join() ||
    Object.keys(changes).length > 0;
  const save = useMutation({
    mutationFn: (_typed: string) =>
      forms.edit(form.id, {
        slug,
        department_id: department,
        notification_emails: addresses,
        ...changes,
      }),
    onSuccess: (next, typed) => {
      setIntake((now) => (now === intake ? intakeOf(next) : now));
      client.setQueryData(keys.form(form.id), next);
      // The server may write an address differently; what was typed meanwhile stays.
      setEmails((now) => (now === typed ? next.notification_emails.join('\n') : now));
      void client.invalidateQueries({ queryKey: keys.forms, exact: true });
    },
  });
  const known = departments.some(({ id }) => id === form.department.id);
  const options = known ? departments : [form.department, ...departments];
  function showWhatHolds() {
    setSlug(form.slug);
    setDepartment(form.department.id);
    setEmails(form.notification_emails.join('\n'));
    setIntake(intakeOf(form));
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    const isRight = slugError === null && emailError === null && Object.keys(wrongIntake).length === 0;
    if (isRight && !save.isPending) save.mutate(emails);
  }
  return (
    <form data-own-undo className="stack" onSubmit={submit} noValidate>
      <LeaveGuard isDirty={isDirty} />
      <SettingsRequest
        form={form}
        error={save.error}
        patch={{ slug, department_id: department, notification_emails: addresses, ...changes }}
        onAsked={showWhatHolds}
      />
      {save.isSuccess && !isDirty && <Banner kind="success">保存しました。すぐに反映されています。</Banner>}
      <fieldset className="fieldset stack" disabled={!form.can.edit}>
        <legend className="visually-hidden">すぐに変わる設定</legend>
        <TextInput
          label="URLの名前"
          help={`住民に案内するアドレスの最後の部分です。変えると、前のアドレスやQRコードは使えなくなります。今：${form.public_url}`}
          value={slug}
          spellCheck={false}
          autoCapitalize="off"
          onChange={setSlug}
          error={slugError}
        />
        <Select
          label="担当部署"
          help="この部署の職員が、フォームと届いた申請を扱います。"
          value={department}
          options={options.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setDepartment}
        />
        <TextArea
          label="通知先メールアドレス"
          need="optional"
          help="申請が届いたことを、担当部署の通知先（「部署」の画面で決めます）のほかに、ここに書いたアドレスにも知らせます。1行に1つずつ書きます。申請の内容はメールに載りません。"
          value={emails}
          onChange={setEmails}
          error={emailError}
        />
        <IntakeSettings form={form} value={intake} wrong={wrongIntake} onChange={setIntake} />
        {form.can.edit && (
          <div>
            <Button type="submit" look="primary" isPending={save.isPending}>
              {save.isPending ? '保存しています…' : '保存'}
            </Button>
          </div>
        )}
      </fieldset>
    </form>
  );
}
