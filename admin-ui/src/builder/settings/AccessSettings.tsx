/** Who may open the form: saved by a button of its own, effective at once. Complete in itself. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { Access, FormDetail, FormPatch } from '../../api/types';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { ConfirmDialog } from '../../ui/ConfirmDialog';
import { CopyButton } from '../../ui/CopyButton';
import { Radios, TextInput } from '../../ui/fields';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { SettingsRequest } from '../publish/SettingsRequest';
import { newPassword, WAYS, wrongPassword } from './access';
import './access.css';

export function AccessSettings({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  // What holds as far as `access` knows: another person's change is shown, and not sent back.
  const [base, setBase] = useState<Access>(form.access);
  const [access, setAccess] = useState<Access>(form.access);
  if (base !== form.access) {
    setBase(form.access);
    if (access === base) setAccess(form.access);
  }
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const store = (next: FormDetail) => client.setQueryData(keys.form(form.id), next);
  const save = useMutation({
    mutationFn: (patch: FormPatch) => forms.edit(form.id, patch),
    onSuccess: (next) => {
      store(next);
      setPassword('');
      setTried(false);
    },
  });
  const replace = useMutation({ mutationFn: () => forms.replaceLink(form.id), onSuccess: store });
  const needsPassword = access === 'password' && (!form.has_password || password !== '');
  const error = needsPassword ? wrongPassword(password) : null;
  const isDirty = access !== base || (access === 'password' && password !== '');
  const patch: FormPatch = {
    ...(access === base ? {} : { access }),
    ...(needsPassword ? { password } : {}),
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (error !== null || save.isPending) return;
    replace.reset();
    save.mutate(patch);
  }
  return (
    <form data-own-undo className="stack access" onSubmit={submit} noValidate aria-label="公開範囲">
      <LeaveGuard isDirty={isDirty} />
      <p className="support">
        変えても、すでに入力を始めている人は最後まで続けられます（「職員だけ」にしたときを除きます）。
      </p>
      <SettingsRequest
        form={form}
        error={save.error}
        patch={patch}
        onAsked={() => {
          setAccess(base);
          setPassword('');
        }}
      />
      <ErrorBanner error={replace.error} />
      {save.isSuccess && !isDirty && <Banner kind="success">保存しました。すぐに反映されています。</Banner>}
      <fieldset className="fieldset stack" disabled={!form.can.edit}>
        <legend className="visually-hidden">公開範囲</legend>
        <Radios
          legend="このフォームを開ける人"
          name="access"
          value={access}
          options={WAYS}
          onChange={(value) => setAccess(value as Access)}
        />
        {access === 'password' && (
          <Password
            form={form}
            value={password}
            error={isTried ? error : null}
            onChange={(typed) => {
              save.reset();
              setPassword(typed);
            }}
          />
        )}
        {form.can.edit && (
          <div>
            <Button type="submit" look="primary" isPending={save.isPending}>
              {save.isPending ? '保存しています…' : '公開範囲を保存'}
            </Button>
          </div>
        )}
      </fieldset>
      {form.access === 'link' && access === 'link' && (
        <SecretLink form={form} isNew={replace.isSuccess} onReplace={() => replace.mutate()} />
      )}
    </form>
  );
}

function Password({
  form,
  value,
  error,
  onChange,
}: {
  form: FormDetail;
  value: string;
  error: string | null;
  onChange: (typed: string) => void;
}) {
  return (
    <div className="stack">
      <TextInput
        label={form.has_password ? '新しいパスワード' : 'パスワード'}
        need={form.has_password ? 'optional' : 'required'}
        help={`8文字以上にします。保存すると、ここには二度と表示できません。案内に書き写してから保存してください。${
          form.has_password ? '空欄のままなら、今のパスワードを使い続けます。' : ''
        }`}
        value={value}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        onChange={onChange}
        error={error}
      />
      <div className="row">
        <Button onPress={() => onChange(newPassword())}>推測されにくいパスワードを作る</Button>
        {value !== '' && <CopyButton text={value} label="パスワードをコピー" />}
      </div>
    </div>
  );
}

function SecretLink({ form, isNew, onReplace }: { form: FormDetail; isNew: boolean; onReplace: () => void }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="secret-link stack">
      <p className="label" id="secret-link">
        限定リンク
      </p>
      <p className="support">
        このリンクを知っている人は、だれでも開けます。二次元コードにも、このリンクが入ります。
      </p>
      <p className="link" aria-labelledby="secret-link">
        {form.public_url}
      </p>
      {isNew && <Banner kind="success">リンクを作り直しました。前のリンクは、もう使えません。</Banner>}
      <div className="row">
        <CopyButton text={form.public_url} label="リンクをコピー" />
        {form.can.edit && <Button onPress={() => setAsking(true)}>リンクを作り直す</Button>}
      </div>
      <ConfirmDialog
        title="リンクを作り直しますか"
        isOpen={isAsking}
        action="作り直す"
        onConfirm={onReplace}
        onClose={() => setAsking(false)}
      >
        <p>
          今のリンクと、印刷した二次元コードは、すぐに使えなくなります。新しいリンクを案内し直してください。すでに入力を始めている人は、最後まで続けられます。
        </p>
      </ConfirmDialog>
    </div>
  );
}
