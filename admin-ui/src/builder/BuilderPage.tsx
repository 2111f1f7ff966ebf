/** The builder of one form: loads form and draft, then shows one of three views of the same document. */
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import type { Draft, FormDetail } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { Banner } from '../ui/Banner';
import { FailedPage, Loading, useDocumentTitle } from '../ui/Page';
import { BuilderBar } from './BuilderBar';
import { BuilderContext, useBuilderState } from './builderContext';
import { ConflictDialog } from './ConflictDialog';
import { Editor } from './Editor';
import { RemovalDialog } from './RemovalDialog';
import { RestoreDialog } from './RestoreDialog';
import { SettingsView } from './settings/SettingsView';
import { useBuilderStore } from './useBuilderStore';
import './builder.css';

const Preview = lazy(() => import('./preview/Preview').then(({ Preview }) => ({ default: Preview })));

export function BuilderPage() {
  const { formId } = useParams({ from: '/forms/$formId/edit' });
  const form = useQuery({ queryKey: keys.form(formId), queryFn: () => forms.get(formId) });
  // The draft is loaded once: from then on the store is ahead of the server, never behind it.
  const draft = useQuery({
    queryKey: ['draft', formId],
    queryFn: () => forms.draft(formId),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const error = form.error ?? draft.error;
  if (form.data !== undefined && draft.data !== undefined) {
    return <Builder key={formId} form={form.data} draft={draft.data} />;
  }
  if (error) {
    return <FailedPage error={error} onRetry={() => void Promise.all([form.refetch(), draft.refetch()])} />;
  }
  return <Loading />;
}

function Builder({ form, draft }: { form: FormDetail; draft: Draft }) {
  const { staff } = useSession();
  const { store, copy, forgetCopy } = useBuilderStore(form.id, staff.id, draft);
  return (
    <BuilderContext value={store}>
      <main id="main">
        <BuilderBar form={form} />
        {!form.can.edit && (
          <Banner kind="info">このフォームは見るだけです。変更するには、編集者の役割が必要です。</Banner>
        )}
        <Views form={form} />
      </main>
      <RestoreDialog copy={copy} onDone={forgetCopy} />
      <ConflictDialog form={form} />
      <RemovalDialog />
    </BuilderContext>
  );
}

function Views({ form }: { form: FormDetail }) {
  const { view = 'edit' } = useSearch({ from: '/forms/$formId/edit' });
  const { document } = useBuilderState();
  useDocumentTitle(`${document.title ?? '申請フォーム'}の編集`);
  if (view === 'preview' || (view === 'edit' && !form.can.edit)) {
    return (
      <Suspense fallback={<Loading />}>
        <Preview formId={form.id} />
      </Suspense>
    );
  }
  if (view === 'settings') return <SettingsView form={form} />;
  return <Editor />;
}
