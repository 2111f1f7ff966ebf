/** Adds a person or changes one: name, role explained in words, departments. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { keys } from '../api/queries';
import { accounts } from '../api/staffApi';
import type { Department, Role, Staff } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Check, Need, Radios, TextInput } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';
import { useFirstWrong } from '../ui/useFirstWrong';
import type { NewPassword } from './NewPasswordDialog';
import { ROLES } from './roles';

interface Props {
  edited: Staff | 'new' | null;
  departments: Department[];
  onClose: () => void;
  onPassword: (password: NewPassword) => void;
}

export function StaffDialog({ edited, ...rest }: Props) {
  return (
    <ModalDialog
      title={edited === 'new' ? '職員を追加' : '職員を変更'}
      isOpen={edited !== null}
      onClose={rest.onClose}
    >
      {edited !== null && <StaffForm person={edited === 'new' ? null : edited} {...rest} />}
    </ModalDialog>
  );
}

function StaffForm({
  person,
  departments,
  onClose,
  onPassword,
}: Omit<Props, 'edited'> & { person: Staff | null }) {
  const client = useQueryClient();
  const [email, setEmail] = useState(person?.email ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [role, setRole] = useState<Role>(person?.role ?? 'clerk');
  const [places, setPlaces] = useState<string[]>(person?.department_ids ?? []);
  /** How often the person tried to send; errors show from the first try on. */
  const [tries, setTries] = useState(0);
  const isChecked = tries > 0;
  const form = useFirstWrong(tries);
  const errorId = useId();
  const save = useMutation({
    mutationFn: async (): Promise<NewPassword | null> => {
      const common = { name: name.trim(), role, department_ids: places };
      if (person !== null) {
        await accounts.edit(person.id, common);
        return null;
      }
      const { account, password } = await accounts.add({ ...common, email: email.trim() });
      return { person: account, password };
    },
    onSuccess: async (given) => {
      await client.invalidateQueries({ queryKey: keys.accounts });
      onClose();
      if (given !== null) onPassword(given);
    },
  });
  const nameError = name.trim() === '' ? '名前を入力してください。' : null;
  const emailError = person === null && !email.includes('@') ? 'メールアドレスを入力してください。' : null;
  const placesError = role !== 'admin' && places.length === 0 ? '部署を1つ以上選んでください。' : null;
  const isRight = nameError === null && emailError === null && placesError === null;
  function submit(event: FormEvent) {
    event.preventDefault();
    setTries((count) => count + 1);
    if (isRight && !save.isPending) save.mutate();
  }
  const offered = departments.filter(({ id, is_disabled }) => !is_disabled || places.includes(id));
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={save.error} />
      {person === null && (
        <TextInput
          label="メールアドレス"
          need="required"
          type="email"
          help="サインインに使います。あとから変えられません。"
          value={email}
          onChange={setEmail}
          error={isChecked ? emailError : null}
        />
      )}
      <TextInput
        label="名前"
        need="required"
        value={name}
        onChange={setName}
        error={isChecked ? nameError : null}
      />
      <Radios
        legend="役割"
        name="role"
        value={role}
        options={ROLES}
        onChange={(value) => setRole(value as Role)}
      />
      {role === 'admin' ? (
        <p className="support">管理者は、すべての部署を扱います。</p>
      ) : (
        <fieldset className="fieldset">
          <legend>
            部署
            <Need need="required" />
          </legend>
          {isChecked && placesError !== null && (
            <p className="error-text" id={errorId}>
              エラー：{placesError}
            </p>
          )}
          {offered.length === 0 && <p>部署がまだありません。先に「部署」の画面で追加してください。</p>}
          {offered.map((department, index) => (
            <Check
              key={department.id}
              errorId={isChecked && placesError !== null && index === 0 ? errorId : undefined}
              isSelected={places.includes(department.id)}
              onChange={(isOn) =>
                setPlaces(isOn ? [...places, department.id] : places.filter((id) => id !== department.id))
              }
            >
              {department.name}
            </Check>
          ))}
        </fieldset>
      )}
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={save.isPending}>
          {person === null ? '追加する' : '保存'}
        </Button>
      </div>
    </form>
  );
}
