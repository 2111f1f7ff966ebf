/** The builder of one form: loads form and draft, then shows one of the views of the same document. */
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { keys } from '../api/queries';
import { forms } from '../api/staffApi';
import type { Draft, FormDetail } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { Banner } from '../ui/Banner';
import { FailedPage, Loading, useDocumentTitle } from '../ui/Page';
import { BuilderBar } from './BuilderBar';
import { BuilderContext, ToolsContext, useBuilderState, type Tools } from './builderContext';
import { Conflicts } from './merge/Conflicts';
import { KeyMapDialog } from './keys/KeyMapDialog';
import { Editor } from './Editor';
import { PublicationBanner } from './publish/PublicationBanner';
import { RemovalDialog } from './RemovalDialog';
import { RestoreDialog } from './RestoreDialog';
import { Evaluator } from './samples/evaluator';
import { useBuilderStore } from './useBuilderStore';
import './builder.css';

const LogicView = lazy(() => import('./logic/LogicView'));
const JsonView = lazy(() => import('./json/JsonView'));
const PublishView = lazy(() =>
  import('./publish/PublishView').then(({ PublishView }) => ({ default: PublishView })),
);
const SettingsView = lazy(() => import('./settings/SettingsView'));
const TranslationsView = lazy(() => import('./translations/TranslationsView'));
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
  const canEdit = form.can.edit;
  const [evaluator] = useState(
    () =>
      new Evaluator(store, {
        evaluate: (document, answers) => forms.evaluate(form.id, document, answers),
        functions: forms.functions,
      }),
  );
  const tools = useMemo<Tools>(() => ({ canEdit, evaluator }), [canEdit, evaluator]);
  return (
    <BuilderContext value={store}>
      <ToolsContext value={tools}>
        <main id="main">
          <BuilderBar form={form} />
          {!form.can.edit && (
            <Banner kind="info">このフォームは見るだけです。変更するには、編集者の役割が必要です。</Banner>
          )}
          <Conflicts formId={form.id} />
          <PublicationBanner form={form} />
          <Suspense fallback={<Loading />}>
            <Views form={form} />
          </Suspense>
        </main>
        <RestoreDialog copy={copy} onDone={forgetCopy} />
        <RemovalDialog />
        <KeyMapDialog />
      </ToolsContext>
    </BuilderContext>
  );
}

function Views({ form }: { form: FormDetail }) {
  const { view = 'edit', at } = useSearch({ from: '/forms/$formId/edit' });
  const { document } = useBuilderState();
  useDocumentTitle(`${document.title ?? '申請フォーム'}の編集`);
  if (view === 'publish') return <PublishView form={form} />;
  if (view === 'settings') return <SettingsView form={form} />;
  // Every other view edits: whoever may only look gets the preview, whatever the link says.
  if (view === 'preview' || !form.can.edit) return <Preview formId={form.id} />;
  if (view === 'logic') return <LogicView />;
  if (view === 'json') return <JsonView />;
  if (view === 'translations') return <TranslationsView formId={form.id} at={at} />;
  return <Editor />;
}
