/** Start a form from a template of the gallery or empty, in a department. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import type { Template } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Select, TextInput } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';
import { Loading } from '../ui/Page';

const EMPTY = '';

export function NewFormDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ModalDialog title="新しい申請フォーム" isOpen={isOpen} onClose={onClose} isWide>
      <NewForm onClose={onClose} />
    </ModalDialog>
  );
}

function NewForm({ onClose }: { onClose: () => void }) {
  const departments = useSession().departments.filter((department) => !department.is_disabled);
  const client = useQueryClient();
  const navigate = useNavigate();
  const templates = useQuery({ queryKey: keys.templates, queryFn: forms.templates });
  const [template, setTemplate] = useState(EMPTY);
  const [title, setTitle] = useState('');
  const [department, setDepartment] = useState(departments[0]?.id ?? '');
  const create = useMutation({
    mutationFn: () =>
      forms.create({
        department_id: department,
        ...(template === EMPTY ? {} : { template_id: template }),
        ...(title.trim() === '' ? {} : { title: title.trim() }),
      }),
    onSuccess: async (form) => {
      client.setQueryData(keys.form(form.id), form);
      void client.invalidateQueries({ queryKey: keys.forms, exact: true });
      onClose();
      await navigate({ to: '/forms/$formId/edit', params: { formId: form.id } });
    },
  });
  if (departments.length === 0) {
    return <p>担当する部署がないため作成できません。管理者に部署への登録を依頼してください。</p>;
  }
  return (
    <>
      <ErrorBanner error={create.error} />
      <Gallery
        templates={templates.data ?? []}
        isPending={templates.isPending}
        error={templates.error}
        value={template}
        onChange={setTemplate}
      />
      <TextInput
        label="名前"
        need="optional"
        help="空欄のときは、ひな形の名前を使います。あとから変えられます。"
        value={title}
        onChange={setTitle}
      />
      <Select
        label="担当部署"
        value={department}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setDepartment}
      />
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button look="primary" isPending={create.isPending} onPress={() => create.mutate()}>
          {create.isPending ? '作成しています…' : '作成する'}
        </Button>
      </div>
    </>
  );
}

interface GalleryProps {
  templates: Template[];
  isPending: boolean;
  error: unknown;
  value: string;
  onChange: (template: string) => void;
}

function Gallery({ templates, isPending, error, value, onChange }: GalleryProps) {
  return (
    <fieldset className="fieldset">
      <legend>始め方</legend>
      {isPending && <Loading />}
      <ErrorBanner error={error} />
      <div className="gallery">
        <Choice id={EMPTY} title="空のフォーム" value={value} onChange={onChange}>
          <p>何もない状態から作ります。</p>
        </Choice>
        {templates.map((template) => (
          <Choice key={template.id} id={template.id} title={template.title} value={value} onChange={onChange}>
            {template.description && <p>{template.description}</p>}
            {template.gallery && <p className="support">使う場面：{template.gallery}</p>}
            <p className="support">
              {template.category && `${template.category}・`}
              {template.page_count}ページ・{template.field_count}項目
            </p>
          </Choice>
        ))}
      </div>
    </fieldset>
  );
}

interface ChoiceProps {
  id: string;
  title: string;
  value: string;
  onChange: (template: string) => void;
  children: ReactNode;
}

function Choice({ id, title, value, onChange, children }: ChoiceProps) {
  return (
    <label className="gallery-card">
      <input type="radio" name="template" checked={value === id} onChange={() => onChange(id)} />
      <span className="gallery-title">{title}</span>
      {children}
    </label>
  );
}
