/** One page in the middle of the screen: its title, its blocks, and how to work with them by keyboard. */
import { useDeferredValue, useMemo, useState } from 'react';
import { Button } from '../../ui/Button';
import { useBuilder, useBuilderState } from '../builderContext';
import { pageTitle } from '../model/document';
import { BlockList } from './BlockList';
import { cardView, createViewCache } from './cardView';
import { blockKeys } from './dnd';

export function Canvas() {
  const store = useBuilder();
  const { document, selection, problems } = useBuilderState();
  const [unchanged] = useState(createViewCache);
  const page = document['x-pages'][selection.page];
  const blocks = page?.blocks ?? [];
  const ids = blockKeys(blocks);
  const views = unchanged(
    blocks.map((block, index) => cardView(document, problems, block, ids[index] ?? '')),
  );
  const selected = selection.block === null ? null : (ids[selection.block] ?? null);
  const title = page === undefined ? '' : pageTitle(page, selection.page);
  const list = useMemo(
    () => ({ page: selection.page, title, views, selected }),
    [selection.page, title, views, selected],
  );
  // Typing in the inspector must not wait for a list of a hundred cards: the list may come a moment later.
  const shown = useDeferredValue(list);
  if (page === undefined) {
    return <p>ページがありません。「ページを追加」を押して始めてください。</p>;
  }
  return (
    <section aria-labelledby="canvas-title">
      <div className="row spread">
        <h2 id="canvas-title">
          {selection.page + 1}. {title}
        </h2>
        <Button look="text" onPress={() => store.select({ page: selection.page, block: null })}>
          ページの設定
        </Button>
      </div>
      {page.description && <p className="support canvas-description">{page.description}</p>}
      <BlockList {...shown} />
      <p className="support canvas-keys">
        キーボード：上下の矢印で選ぶ、Alt＋上下の矢印で移動、Delete で削除、Ctrl＋Z で元に戻す
      </p>
    </section>
  );
}
