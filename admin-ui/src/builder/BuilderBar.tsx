/** The bar above the views: what this form is, whether it is saved, undo and redo, the way to publication. */
import { Link, useSearch } from '@tanstack/react-router';
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import type { FormDetail } from '../api/types';
import { FormStateChip } from '../forms/formState';
import { Button } from '../ui/Button';
import { useBuilder, useBuilderState } from './builderContext';
import { textOf } from './model/document';
import { Notice } from './Notice';
import { Presence } from './presence/Presence';
import { useUndoKeys } from './keys/undoKeys';
import { SaveStatus } from './SaveStatus';
import { shownView, type BuilderView } from './views';

const StepsDialog = lazy(() => import('./steps/StepsDialog'));

const VIEWS = [
  { view: 'edit', label: '編集' },
  { view: 'logic', label: '条件と計算' },
  { view: 'json', label: 'JSON' },
  { view: 'preview', label: 'プレビュー' },
  { view: 'translations', label: '翻訳' },
  { view: 'settings', label: '設定' },
  { view: 'publish', label: '公開' },
] as const;

export function BuilderBar({ form }: { form: FormDetail }) {
  const { view } = useSearch({ from: '/forms/$formId/edit' });
  const shown = shownView(view, form.can.edit);
  useUndoKeys();
  return (
    <div className="builder-bar">
      <div className="builder-bar-row">
        <div className="builder-title">
          <FormTitle />
          <div className="row">
            <FormStateChip state={form.state} />
            {form.version !== null && <span className="support">第{form.version}版</span>}
            {form.has_unpublished_changes && form.version !== null && (
              <span className="support">未公開の変更あり</span>
            )}
            <Link to="/forms/$formId/submissions" params={{ formId: form.id }}>
              申請（{form.submission_count}件）
            </Link>
          </div>
        </div>
        <Saved canEdit={form.can.edit} />
        <div className="row">
          {form.can.edit && <UndoButtons />}
          {view !== 'publish' && (
            <Link
              to="/forms/$formId/edit"
              params={{ formId: form.id }}
              search={{ view: 'publish' }}
              className="button primary"
            >
              公開・共有
            </Link>
          )}
        </div>
      </div>
      <ViewLinks formId={form.id} canEdit={form.can.edit} shown={shown} />
      {form.can.edit && <Presence formId={form.id} />}
      <Notice />
    </div>
  );
}

function FormTitle() {
  const { document } = useBuilderState('document');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {textOf(document.title) || '（名前なし）'}
    </h1>
  );
}

function Saved({ canEdit }: { canEdit: boolean }) {
  const { save } = useBuilderState('save');
  return canEdit || save.kind !== 'saved' ? <SaveStatus save={save} /> : null;
}

interface ViewLinksProps {
  formId: string;
  canEdit: boolean;
  /** The view that is current, also while the address names a place in it. */
  shown: BuilderView;
}

/** Not drawn again while somebody types. */
const ViewLinks = memo(function ViewLinks({ formId, canEdit, shown }: ViewLinksProps) {
  const first = canEdit ? 'edit' : 'preview';
  return (
    <nav aria-label="表示の切り替え" className="builder-views">
      {VIEWS.filter(({ view }) => shownView(view, canEdit) === view).map(({ view, label }) => (
        <Link
          key={view}
          to="/forms/$formId/edit"
          params={{ formId: formId }}
          search={view === first ? {} : { view }}
          activeOptions={{ exact: true, includeSearch: true }}
          aria-current={view === shown ? 'page' : undefined}
          className={view === shown ? 'shell-link active' : 'shell-link'}
        >
          {label}
        </Link>
      ))}
    </nav>
  );
});

function UndoButtons() {
  const store = useBuilder();
  const { undoName, redoName } = useBuilderState('undoName', 'redoName');
  const [isListOpen, setListOpen] = useState(false);
  return (
    <>
      <Button isDisabled={undoName === null} onPress={store.undo} aria-label={undoLabel(undoName)}>
        元に戻す
      </Button>
      <Button isDisabled={redoName === null} onPress={store.redo} aria-label={redoLabel(redoName)}>
        やり直す
      </Button>
      <Button onPress={() => setListOpen(true)} aria-haspopup="dialog">
        履歴
      </Button>
      {isListOpen && (
        <Suspense>
          <StepsDialog onClose={() => setListOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

const undoLabel = (name: string | null) => (name ? `元に戻す：${name}` : '元に戻す');
const redoLabel = (name: string | null) => (name ? `やり直す：${name}` : 'やり直す');
