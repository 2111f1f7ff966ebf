/** The builder of one form: loads form and draft, then shows one of the views of the same document. */
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
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
import { textOf } from './model/document';
import { PublicationBanner } from './publish/PublicationBanner';
import { PictureDialog } from './pictures/PictureDialog';
import { RemovalDialog } from './RemovalDialog';
import { RestoreDialog } from './RestoreDialog';
import { Evaluator } from './samples/evaluator';
import { useBuilderStore } from './useBuilderStore';
import { FailedView, ViewBoundary } from './ViewBoundary';
import { shownView } from './views';
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
  const tools = useMemo<Tools>(() => ({ form: form.id, canEdit, evaluator }), [form.id, canEdit, evaluator]);
  return (
    <BuilderContext value={store}>
      <ToolsContext value={tools}>
        <main id="main">
          <BuilderBar form={form} />
          {!canEdit && (
            <Banner kind="info">このフォームは見るだけです。変更するには、編集者の役割が必要です。</Banner>
          )}
          <Guarded form={form}>
            <Conflicts formId={form.id} />
          </Guarded>
          <PublicationBanner form={form} />
          <TabTitle />
          <Views form={form} />
        </main>
        <RestoreDialog copy={canEdit ? copy : null} onDone={forgetCopy} />
        <Guarded form={form}>
          <RemovalDialog />
        </Guarded>
        <PictureDialog />
        <KeyMapDialog />
      </ToolsContext>
    </BuilderContext>
  );
}

/** A document that a part cannot show must not take away the rest: undo, the JSON, the other views. */
function Guarded({ form, children }: { form: FormDetail; children: ReactNode }) {
  const { view } = useSearch({ from: '/forms/$formId/edit' });
  const { document, removal } = useBuilderState('document', 'removal');
  return (
    <ViewBoundary
      of={[document, view, removal]}
      fallback={(retry) => (
        <FailedView formId={form.id} hasJson={form.can.edit && view !== 'json'} onRetry={retry} />
      )}
    >
      {children}
    </ViewBoundary>
  );
}

function TabTitle() {
  const { document } = useBuilderState('document');
  useDocumentTitle(`${textOf(document.title) || '申請フォーム'}の編集`);
  return null;
}

function Views({ form }: { form: FormDetail }) {
  return (
    <Guarded form={form}>
      <Suspense fallback={<Loading />}>
        <View form={form} />
      </Suspense>
    </Guarded>
  );
}

function View({ form }: { form: FormDetail }) {
  const { view, at } = useSearch({ from: '/forms/$formId/edit' });
  const shown = shownView(view, form.can.edit);
  if (shown === 'preview') return <Preview formId={form.id} />;
  if (shown === 'logic') return <LogicView />;
  if (shown === 'json') return <JsonView />;
  if (shown === 'translations') return <TranslationsView formId={form.id} at={at} />;
  if (shown === 'publish') return <PublishView form={form} />;
  if (shown === 'settings') return <SettingsView form={form} />;
  return <Editor />;
}
