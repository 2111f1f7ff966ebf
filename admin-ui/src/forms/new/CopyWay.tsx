/** Beginning with a form that is there: its draft and how it takes applications, not its cases or addresses. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import { ErrorBanner } from '../../ui/Banner';
import { TextInput } from '../../ui/fields';
import { Loading } from '../../ui/Page';
import { FormStateChip } from '../formState';
import { matches } from '../matches';
import type { Start } from './start';

interface Props {
  start: Start | null;
  onChange: (start: Start) => void;
}

export function CopyWay({ start, onChange }: Props) {
  const list = useQuery({ queryKey: keys.forms, queryFn: forms.list });
  const [text, setText] = useState('');
  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <ErrorBanner error={list.error} />;
  if (list.data.length === 0) return <p>写せる申請フォームがまだありません。</p>;
  const found = list.data.filter((form) => matches(form, text, ''));
  return (
    <>
      <p className="support">
        下書きの内容、定員、公開範囲などを写します。届いた申請、受付期間、通知先、URLの名前は写しません。
      </p>
      <div role="search" className="new-search">
        <TextInput label="名前・部署で探す" type="search" value={text} onChange={setText} />
      </div>
      <fieldset className="new-category">
        <legend>写すフォーム</legend>
        <p role="status" className="support">
          {list.data.length}件のうち{found.length}件を表示しています。
        </p>
        <div className="new-list">
          {found.map((form) => (
            <label key={form.id} className="new-choice">
              <input
                type="radio"
                name="copy"
                checked={start?.body.copy_of === form.id}
                onChange={() => onChange({ body: { copy_of: form.id }, title: `${form.title}の写し` })}
              />
              <span>
                <span className="new-card-title">{form.title || '（名前なし）'}</span>
                <span className="support"> {form.department.name}</span>
              </span>
              <FormStateChip state={form.state} />
            </label>
          ))}
        </div>
      </fieldset>
    </>
  );
}
