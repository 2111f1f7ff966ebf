/** The blocks of one page as cards. Texts are edited in the inspector; here they are chosen and put in order. */
import { memo, type KeyboardEvent } from 'react';
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
import * as actions from '../actions';
import { useBuilder } from '../builderContext';
import type { BuilderStore } from '../store';
import { BlockMenuButton, BlockMenuProvider } from './BlockMenu';
import { Card } from './Card';
import type { CardView } from './cardView';
import { BLOCK_TYPE, blockKeys, droppedAt, PALETTE_TYPE } from './dnd';

interface Props {
  page: number;
  title: string;
  views: CardView[];
  selected: string | null;
}

/** Where a card's block stands now; the list on the screen may be a moment behind the document. */
function indexNow(store: BuilderStore, page: number, key: Key | undefined): number {
  return blockKeys(store.getState().document['x-pages'][page]?.blocks ?? []).indexOf(String(key));
}

export const BlockList = memo(function BlockList({ page, title, views, selected }: Props) {
  const store = useBuilder();
  const { dragAndDropHooks } = useBlockDrop(page);
  return (
    <BlockMenuProvider page={page} indexOf={(id) => indexNow(store, page, id)}>
      <div onKeyDownCapture={(event) => onKeyDown(event, store)}>
        <GridList
          aria-label={`ページ「${title}」の項目`}
          className="canvas"
          selectionMode="single"
          selectionBehavior="replace"
          selectedKeys={selected === null ? [] : [selected]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : [...keys];
            const block = key === undefined ? -1 : indexNow(store, page, key);
            if (block >= 0) store.select({ page, block });
          }}
          dragAndDropHooks={dragAndDropHooks}
          items={views}
          renderEmptyState={() => (
            <p className="canvas-empty">
              このページにはまだ何もありません。「項目を追加」から選ぶか、ここへドラッグしてください。
            </p>
          )}
        >
          {(view) => (
            <GridListItem textValue={view.words} className="card">
              <AriaButton slot="drag" className="button icon drag" aria-label="ドラッグして順番を変える">
                <span aria-hidden="true">⠿</span>
              </AriaButton>
              <Card
                view={view}
                onMember={(member) => store.select({ page, block: indexNow(store, page, view.id), member })}
              />
              <BlockMenuButton id={view.id} label={view.words} />
            </GridListItem>
          )}
        </GridList>
      </div>
    </BlockMenuProvider>
  );
});

/** Alt with arrows moves the selected block, Delete removes it: only while a row itself has the focus. */
function onKeyDown(event: KeyboardEvent<HTMLElement>, store: BuilderStore) {
  const { selection } = store.getState();
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

const isText = (item: DropItem): item is TextDropItem => item.kind === 'text';

function useBlockDrop(page: number) {
  const store = useBuilder();
  const indexOf = (key: Key | undefined) => indexNow(store, page, key);
  async function insertDropped(items: DropItem[], block: number) {
    const item = items.find(isText);
    if (item?.types.has(PALETTE_TYPE)) {
      actions.insert(store, await item.getText(PALETTE_TYPE), { page, block });
    }
  }
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
      void insertDropped(items, indexOf(target.key) + (target.dropPosition === 'after' ? 1 : 0));
    },
    onRootDrop: ({ items }) => {
      void insertDropped(items, store.getState().document['x-pages'][page]?.blocks.length ?? 0);
    },
  });
}
