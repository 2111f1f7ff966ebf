/** The last step of every way: name and department, and the form is made. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import { useSession } from '../../shell/sessionContext';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Select, TextInput } from '../../ui/fields';
import type { Start } from './start';
import { forgetKept } from './useKept';

/** Where the cards of a gallery lead to. */
export const CREATE_TITLE_ID = 'create-title';

export function CreateForm({ start }: { start: Start | null }) {
  const departments = useSession().departments.filter((department) => !department.is_disabled);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [department, setDepartment] = useState(departments[0]?.id ?? '');
  const create = useMutation({
    mutationFn: () =>
      forms.create({
        ...start?.body,
        department_id: department,
        ...(title.trim() === '' ? {} : { title: title.trim() }),
      }),
    onSuccess: async (form) => {
      forgetKept();
      client.setQueryData(keys.form(form.id), form);
      void client.invalidateQueries({ queryKey: keys.forms, exact: true });
      await navigate({ to: '/forms/$formId/edit', params: { formId: form.id } });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (start !== null && !create.isPending) create.mutate();
  }
  return (
    <form className="new-create stack" aria-labelledby={CREATE_TITLE_ID} onSubmit={submit} noValidate>
      <h2 id={CREATE_TITLE_ID} tabIndex={-1}>
        下書きを作る
      </h2>
      <ErrorBanner error={create.error} />
      <TextInput
        label="名前"
        need="optional"
        help={
          start === null
            ? 'あとから変えられます。'
            : `空欄のときは「${start.title || '無題のフォーム'}」になります。あとから変えられます。`
        }
        value={title}
        maxLength={200}
        onChange={setTitle}
      />
      <Select
        label="担当部署"
        value={department}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setDepartment}
      />
      <div>
        <Button type="submit" look="primary" isDisabled={start === null} isPending={create.isPending}>
          {create.isPending ? '作成しています…' : '作成する'}
        </Button>
      </div>
      <p className="support">
        {start === null
          ? '何から始めるかを決めると、作成できます。'
          : '下書きができます。公開するまで、住民には見えません。'}
      </p>
    </form>
  );
}
