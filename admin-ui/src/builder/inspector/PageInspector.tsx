import { useBuilder, useBuilderState } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { textOf, type Page } from '../model/document';
import { TextInput } from '../../ui/fields';
import { ProseArea } from '../prose/ProseArea';
import { ExitsEditor } from './ExitsEditor';

/** The form's own words and those of the page. */
export function PageInspector({ page, index }: { page: Page; index: number }) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const editForm = (patch: { title?: string; description?: string }, key: string) =>
    store.dispatch({ type: 'editForm', patch }, { key: `form.${key}` });
  const editPage = (patch: { title?: string; description?: string }, key: string) =>
    store.dispatch({ type: 'editPage', page: index, patch }, { key: `page.${index}.${key}` });
  return (
    <div className="stack">
      <section className="stack-s" aria-labelledby="inspector-title">
        <h2 id="inspector-title" tabIndex={-1}>
          ページの設定
        </h2>
        <TextInput
          label="ページの見出し"
          value={textOf(page.title)}
          onChange={(title) => editPage({ title }, 'title')}
        />
        <ProseArea
          label="ページの説明"
          need="optional"
          value={textOf(page.description)}
          onChange={(value) => editPage({ description: value === '' ? undefined : value }, 'description')}
        />
        <ConditionEditor
          title="このページを表示する条件"
          value={page['x-show-when']}
          without={page.blocks.flatMap((block) => block.field ?? [])}
          onChange={(value, key) =>
            store.dispatch(
              { type: 'editPage', page: index, patch: { 'x-show-when': value } },
              { key: key && `page.${index}.when.${key}` },
            )
          }
        />
        <ExitsEditor
          exits={page['x-exits'] ?? []}
          onChange={(exits, key) =>
            store.dispatch(
              { type: 'editPage', page: index, patch: { 'x-exits': exits.length === 0 ? undefined : exits } },
              { key: key && `page.${index}.exits.${key}` },
            )
          }
        />
      </section>
      <section className="stack-s" aria-labelledby="form-words-title">
        <h2 id="form-words-title">フォーム全体</h2>
        <TextInput
          label="フォームの名前"
          value={textOf(document.title)}
          onChange={(title) => editForm({ title }, 'title')}
        />
        <ProseArea
          label="フォームの説明"
          help="だれが、どんなときに使う手続かを、最初のページに表示します。"
          need="optional"
          value={textOf(document.description)}
          onChange={(value) => editForm({ description: value === '' ? undefined : value }, 'description')}
        />
      </section>
    </div>
  );
}
