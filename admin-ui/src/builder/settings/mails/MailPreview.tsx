/** A mail of the draft with sample answers, as the server writes it. Follows the draft after each save. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../../api/http';
import { forms } from '../../../api/staffApi';
import type { MailKind } from '../../../api/types';
import { ErrorBanner } from '../../../ui/Banner';
import { Select } from '../../../ui/fields';
import { useBuilderState } from '../../builderContext';

const LANGUAGES = [
  { value: 'ja', label: '日本語' },
  { value: 'ja-easy', label: 'やさしい日本語' },
  { value: 'en', label: 'English' },
];

export function MailPreview({ formId, kind, title }: { formId: string; kind: MailKind; title: string }) {
  const { save, savedTimes } = useBuilderState('save', 'savedTimes');
  const [language, setLanguage] = useState('ja');
  const query = useQuery({
    queryKey: ['mailPreview', formId, kind, language, savedTimes],
    queryFn: () => forms.mailPreview(formId, kind, language),
    placeholderData: keepPreviousData,
    gcTime: 0,
    retry: false,
  });
  const isNotReady = query.error instanceof ApiError && query.error.code === 'form-not-ready';
  return (
    <section className="settings-mail stack" aria-label={`${title}のプレビュー`}>
      <Select label="プレビューの言語" value={language} options={LANGUAGES} onChange={setLanguage} />
      {isNotReady && <p role="status">エラーになっている箇所を直すと、プレビューを表示できます。</p>}
      {query.error && !isNotReady && <ErrorBanner error={query.error} />}
      {query.data && !query.error && (
        <article className="settings-letter">
          <dl>
            <dt>件名</dt>
            <dd>{query.data.subject}</dd>
            {query.data.attachment && (
              <>
                <dt>添付</dt>
                <dd>{query.data.attachment}</dd>
              </>
            )}
          </dl>
          <pre>{query.data.text}</pre>
        </article>
      )}
      <p className="support">
        {save.kind === 'saved'
          ? '見本の答えを入れて表示しています。答えのない項目は〔 〕で示します。受付番号とアドレスも見本です。'
          : '保存が終わると、新しい文章で表示します。'}
      </p>
    </section>
  );
}
