/** The blocks of one page as cards. Texts are edited in the inspector; here they are chosen and put in order. */
import {
  Button as AriaButton,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
  type DropItem,
  type Key,
  type TextDropItem,
} from 'react-aria-components';
import type { KeyboardEvent } from 'react';
import * as actions from '../actions';
import { useBuilder, useBuilderState } from '../builderContext';
import { pageTitle } from '../model/document';
import { BlockMenu } from './BlockMenu';
import { Card, cardText } from './Card';
import { BLOCK_TYPE, blockKeys, droppedAt, PALETTE_TYPE } from './dnd';

const isText = (item: DropItem): item is TextDropItem => item.kind === 'text';

export function Canvas() {
  const store = useBuilder();
  const { document, selection, problems } = useBuilderState();
  const page = document['x-pages'][selection.page];
  const ids = blockKeys(page?.blocks ?? []);
  const { dragAndDropHooks } = useCanvasDrop(selection.page, ids);
  if (page === undefined) {
    return <p>ページがありません。「ページを追加」を押して始めてください。</p>;
  }
  const items = page.blocks.map((block, index) => ({ id: ids[index] ?? '', block, index }));

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (selection.block === null || !(event.target as Element).matches('[role="row"]')) return;
    const place = { page: selection.page, block: selection.block };
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (event.altKey && step !== 0) {
      actions.move(store, place, { ...place, block: place.block + step });
    } else if (event.key === 'Delete') {
      actions.remove(store, place);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <section aria-labelledby="canvas-title">
      <div className="row spread">
        <h2 id="canvas-title">
          {selection.page + 1}. {pageTitle(page, selection.page)}
        </h2>
        <AriaButton
          className="button text"
          onPress={() => store.select({ page: selection.page, block: null })}
        >
          ページの設定
        </AriaButton>
      </div>
      {page.description && <p className="support canvas-description">{page.description}</p>}
      <div onKeyDownCapture={onKeyDown}>
        <GridList
          aria-label={`ページ「${pageTitle(page, selection.page)}」の項目`}
          className="canvas"
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={selection.block === null ? [] : [ids[selection.block] ?? '']}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            if (key !== undefined) store.select({ page: selection.page, block: ids.indexOf(String(key)) });
          }}
          dragAndDropHooks={dragAndDropHooks}
          dependencies={[document, problems, selection]}
          items={items}
          renderEmptyState={() => (
            <p className="canvas-empty">
              このページにはまだ何もありません。「項目を追加」から選ぶか、ここへドラッグしてください。
            </p>
          )}
        >
          {({ block, index }) => (
            <GridListItem textValue={cardText(document, block)} className="card">
              <AriaButton slot="drag" className="button icon drag" aria-label="ドラッグして順番を変える">
                <span aria-hidden="true">⠿</span>
              </AriaButton>
              <Card block={block} />
              <BlockMenu place={{ page: selection.page, block: index }} label={cardText(document, block)} />
            </GridListItem>
          )}
        </GridList>
      </div>
      <p className="support canvas-keys">
        キーボード：上下の矢印で選ぶ、Alt＋上下の矢印で移動、Delete で削除、Ctrl＋Z で元に戻す
      </p>
    </section>
  );
}

function useCanvasDrop(page: number, ids: string[]) {
  const store = useBuilder();
  const indexOf = (key: Key | undefined) => ids.indexOf(String(key));
  return useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({ [BLOCK_TYPE]: `${page}/${indexOf(key)}`, 'text/plain': String(key) })),
    acceptedDragTypes: [BLOCK_TYPE, PALETTE_TYPE],
    getDropOperation: (target, _types, allowed) =>
      target.type === 'item' && target.dropPosition === 'on' ? 'cancel' : (allowed[0] ?? 'cancel'),
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
    onReorder: ({ keys, target }) => {
      const from = indexOf([...keys][0]);
      const to = droppedAt(from, indexOf(target.key), target.dropPosition);
      actions.move(store, { page, block: from }, { page, block: to });
    },
    onInsert: ({ items, target }) => {
      const index = indexOf(target.key) + (target.dropPosition === 'after' ? 1 : 0);
      void insertDropped(items, index);
    },
    onRootDrop: ({ items }) => {
      const count = store.getState().document['x-pages'][page]?.blocks.length ?? 0;
      void insertDropped(items, count);
    },
  });

  async function insertDropped(items: DropItem[], block: number) {
    const item = items.find(isText);
    if (item?.types.has(PALETTE_TYPE)) {
      actions.insert(store, await item.getText(PALETTE_TYPE), { page, block });
    }
  }
}
