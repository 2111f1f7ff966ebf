/** The live row of a form: saved by a button, effective at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { FormDetail, FormPatch } from '../../api/types';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { LeaveGuard } from '../../ui/LeaveGuard';
import { SettingsRequest } from '../publish/SettingsRequest';
import { IntakeSettings } from './IntakeSettings';
import { Address } from './operational/Address';
import { Keeping } from './operational/Keeping';
import { Notification } from './operational/Notification';
import {
  isRight,
  isSameOperational,
  operationalChanges,
  operationalOf,
  rebased,
  wrongInOperational,
  type Operational,
} from './operational/operational';
import { Section } from './Section';
import { OPERATIONAL } from './sections';

export function OperationalSettings({ form }: { form: FormDetail }) {
  const client = useQueryClient();
  const element = useRef<HTMLFormElement>(null);
  const current = operationalOf(form);
  // What holds as far as `typed` knows. The form is loaded again all the time, and others change it too.
  const [base, setBase] = useState(current);
  const [typed, setTyped] = useState(current);
  if (!isSameOperational(base, current)) {
    setBase(current);
    setTyped(rebased(base, typed, current));
  }
  const [isRefused, setRefused] = useState(false);
  const set = (patch: Partial<Operational>) => setTyped((now) => ({ ...now, ...patch }));
  const wrong = wrongInOperational(typed);
  const changes = operationalChanges(base, typed);
  const isDirty = Object.keys(changes).length > 0;
  const save = useMutation({
    mutationFn: ({ patch }: { patch: FormPatch; sent: Operational }) => forms.edit(form.id, patch),
    onSuccess: async (next, { sent }) => {
      // An answer that is still under way, asked for before the save, would put the old settings back.
      await client.cancelQueries({ queryKey: keys.form(form.id), exact: true });
      client.setQueryData(keys.form(form.id), next);
      // The server may write a value differently; what was typed meanwhile stays.
      setTyped((now) => (now === sent ? operationalOf(next) : now));
      void client.invalidateQueries({ queryKey: keys.forms, exact: true });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const mayGo = isRight(wrong);
    setRefused(!mayGo);
    if (mayGo) {
      if (!save.isPending) save.mutate({ patch: changes, sent: typed });
      return;
    }
    const first = element.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    first?.focus();
  }
  const props = { typed, wrong, set };
  return (
    <form ref={element} data-own-undo className="stack" onSubmit={submit} noValidate>
      <LeaveGuard isDirty={isDirty} />
      <fieldset className="fieldset settings-sections" disabled={!form.can.edit}>
        <legend className="visually-hidden">すぐに変わる設定</legend>
        <Section section={OPERATIONAL.address}>
          <Address form={form} {...props} />
        </Section>
        <Section section={OPERATIONAL.intake}>
          <IntakeSettings
            form={form}
            value={typed.intake}
            wrong={wrong.intake}
            onChange={(intake) => set({ intake })}
          />
        </Section>
        <Section section={OPERATIONAL.notification}>
          <Notification {...props} />
        </Section>
        <Section section={OPERATIONAL.keeping}>
          <Keeping {...props} />
        </Section>
      </fieldset>
      {form.can.edit && (
        <div className="settings-save stack">
          <SettingsRequest form={form} error={save.error} patch={changes} onAsked={() => setTyped(base)} />
          {save.isSuccess && !isDirty && (
            <Banner kind="success">保存しました。すぐに反映されています。</Banner>
          )}
          <div className="row">
            <Button type="submit" look="primary" isPending={save.isPending}>
              {save.isPending ? '保存しています…' : '保存'}
            </Button>
            <span role="status" className={isRefused && !isRight(wrong) ? 'error-text' : 'support'}>
              {isRefused && !isRight(wrong)
                ? 'エラーになっている入力を直してから、もう一度保存してください。'
                : isDirty
                  ? '保存していない変更があります。'
                  : ''}
            </span>
          </div>
        </div>
      )}
    </form>
  );
}
