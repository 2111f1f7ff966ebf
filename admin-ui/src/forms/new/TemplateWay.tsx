/** The gallery: by category, with search, what each is good for, and the real resident page to look at. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import type { Template } from '../../api/types';
import { ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/fields';
import { Loading } from '../../ui/Page';
import { CREATE_TITLE_ID } from './CreateForm';
import type { Start } from './start';
import { TemplatePreview } from './TemplatePreview';
import { fits, grouped } from './templates';

interface Props {
  start: Start | null;
  onChange: (start: Start) => void;
}

export function TemplateWay({ start, onChange }: Props) {
  const templates = useQuery({ queryKey: keys.templates, queryFn: forms.templates });
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Template | null>(null);
  if (templates.isPending) return <Loading />;
  if (templates.data === undefined) return <ErrorBanner error={templates.error} />;
  const found = templates.data.filter((template) => fits(template, text));
  return (
    <>
      <div role="search" className="new-search">
        <TextInput label="ひな形を探す" type="search" value={text} onChange={setText} />
      </div>
      <p role="status" className="support">
        {found.length === 0
          ? 'あてはまるひな形がありません。言葉を短くするか、空欄にしてください。'
          : `${templates.data.length}件のうち${found.length}件を表示しています。`}
      </p>
      {grouped(found).map(({ category, templates: own }) => (
        <fieldset key={category} className="new-category">
          <legend>{category}</legend>
          <div className="new-cards">
            {own.map((template) => (
              <Card
                key={template.id}
                template={template}
                isChosen={start?.body.template_id === template.id}
                onChoose={() => onChange({ body: { template_id: template.id }, title: template.title })}
                onLook={() => setShown(template)}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {shown !== null && (
        <TemplatePreview
          template={shown}
          onClose={() => setShown(null)}
          onChoose={() => {
            onChange({ body: { template_id: shown.id }, title: shown.title });
            setShown(null);
          }}
        />
      )}
    </>
  );
}

interface CardProps {
  template: Template;
  isChosen: boolean;
  onChoose: () => void;
  onLook: () => void;
}

function Card({ template, isChosen, onChoose, onLook }: CardProps) {
  const { title, description, gallery, page_count, field_count } = template;
  return (
    <div className="new-card">
      <label>
        <input type="radio" name="template" checked={isChosen} onChange={onChoose} />
        <span className="new-card-title">{title}</span>
      </label>
      {description && <p>{description}</p>}
      {gallery && (
        <p className="support">
          <strong>使う場面：</strong>
          {gallery}
        </p>
      )}
      <div className="row spread">
        <span className="support">
          {page_count}ページ・{field_count}項目
        </span>
        {isChosen && (
          <Button look="text" onPress={() => document.getElementById(CREATE_TITLE_ID)?.focus()}>
            名前と部署を決める
          </Button>
        )}
        <Button look="text" onPress={onLook} aria-label={`「${title}」を見る`}>
          見る
        </Button>
      </div>
    </div>
  );
}
