/** One page in the middle of the screen: its title, its blocks as residents will see them, and what can be done to them. */
import { memo, useState } from 'react';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { chosen } from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import { showKeyMap } from '../keys/keymap';
import { pageTitle, textOf } from '../model/document';
import { FormattedText } from '../prose/FormattedText';
import { BlockList } from './BlockList';
import { BlockTools } from './BlockTools';
import { useClipboardKeys } from './cardKeys';
import { cardViews, createViewCache } from './cardView';
import { focusInspector } from './focus';
import './canvas.css';
import './card.css';

const NOTHING: readonly never[] = [];

export function Canvas() {
  const store = useBuilder();
  const { document, selection, problems, cut } = useBuilderState('document', 'selection', 'problems', 'cut');
  const [unchanged] = useState(createViewCache);
  useClipboardKeys(store);
  const page = document['x-pages'][selection.page];
  const views = unchanged(
    cardViews({ document, problems, selection, cut: cut?.blocks ?? NOTHING }, selection.page),
  );
  const title = page === undefined ? '' : pageTitle(page, selection.page);
  if (page === undefined) {
    return <p>ページがありません。「ページを追加」を押して始めてください。</p>;
  }
  return (
    <section aria-labelledby="canvas-title" className="canvas-page">
      <div className="row spread">
        <h2 id="canvas-title" tabIndex={-1}>
          {selection.page + 1}. {title}
        </h2>
        <PageButtons page={selection.page} />
      </div>
      <BlockTools />
      <PasteReport />
      {textOf(page.description) && (
        <FormattedText key={page.id} className="canvas-description" text={textOf(page.description)} />
      )}
      <BlockList
        page={selection.page}
        title={title}
        views={views}
        chosen={chosen(selection).flatMap(({ block }) => views[block]?.id ?? [])}
        lead={selection.block === null ? null : (views[selection.block]?.id ?? null)}
      />
    </section>
  );
}

/** Not drawn again while somebody types. */
const PageButtons = memo(function PageButtons({ page }: { page: number }) {
  const store = useBuilder();
  function openPage() {
    store.select({ page, block: null });
    // The settings stand behind the list, and the list chooses a block when the focus passes through it.
    focusInspector();
  }
  return (
    <div className="row">
      <Button look="text" onPress={showKeyMap} aria-keyshortcuts="?">
        キーボード操作（?）
      </Button>
      <Button look="text" onPress={openPage}>
        ページの設定
      </Button>
    </div>
  );
});

/** What pasting had to leave out, until somebody has read it. */
function PasteReport() {
  const store = useBuilder();
  const { report } = useBuilderState('report');
  if (report === null) return null;
  return (
    <Banner kind="warning">
      <strong>{report.title}</strong>
      <ul>
        {report.lines.map((line, index) => (
          <li key={index}>{line}（元の項目がここにないため）</li>
        ))}
      </ul>
      <Button onPress={() => store.tell(null)}>閉じる</Button>
    </Banner>
  );
}
