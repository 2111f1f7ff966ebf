/** The blocks of one page as cards. Texts are edited in the inspector; here they are chosen and put in order. */
import { memo, useCallback, useState } from 'react';
import {
  Button as AriaButton,
  DropIndicator,
  GridList,
  GridListItem,
  useDragAndDrop,
  type DropItem,
  type Key,
  type Selection as Keys,
} from 'react-aria-components';
import * as actions from '../actions';
import * as blocks from '../blockActions';
import { useBuilder } from '../builderContext';
import type { BuilderStore } from '../store';
import { BlockMenuButton, BlockMenuProvider } from './BlockMenu';
import { Card } from './Card';
import { onCardFocus, onCardKey } from './cardKeys';
import type { CardView } from './cardView';
import { BLOCK_TYPE, blockKeys, droppedAt, isTextItem, PALETTE_TYPE, placeText } from './dnd';

interface Props {
  page: number;
  title: string;
  views: CardView[];
  selected: readonly string[];
}

/** Where a card's block stands now; the list on the screen may be a moment behind the document. */
function indexNow(store: BuilderStore, page: number, key: Key | undefined): number {
  return blockKeys(store.getState().document['x-pages'][page]?.blocks ?? []).indexOf(String(key));
}

/**
 * What the list itself has chosen. It counts at once, although what the document says about it comes a moment later: the
 * next key may already stand on it. It also knows where the range began, which Shift with the arrows makes smaller.
 */
interface Own {
  keys: Keys;
  before: readonly string[];
}

const isCurrent = ({ keys, before }: Own, selected: readonly string[]) =>
  selected === before ||
  (keys !== 'all' && keys.size === selected.length && selected.every((key) => keys.has(key)));

export const BlockList = memo(function BlockList({ page, title, views, selected }: Props) {
  const store = useBuilder();
  const { dragAndDropHooks } = useBlockDrop(page);
  const [own, setOwn] = useState<Own | null>(null);
  function choose(keys: Keys) {
    setOwn({ keys, before: selected });
    const all = keys === 'all' ? views.map((view) => view.id) : [...keys].map(String);
    const fresh = all.filter((key) => !selected.includes(key));
    const lead = keys === 'all' ? store.getState().selection.block : indexNow(store, page, fresh.at(-1));
    const indices = all.map((key) => indexNow(store, page, key)).filter((index) => index >= 0);
    if (indices.length === 0) return;
    blocks.choose(store, page, indices, lead ?? undefined);
    if (indices.length > 1) store.announce(`${indices.length}個を選びました。`);
  }
  const openMember = useCallback(
    (card: string, member: string) => store.select({ page, block: indexNow(store, page, card), member }),
    [store, page],
  );
  return (
    <BlockMenuProvider page={page} indexOf={(id) => indexNow(store, page, id)}>
      <div
        onKeyDownCapture={(event) => onCardKey(event, store)}
        onFocusCapture={(event) => onCardFocus(event, store)}
      >
        <GridList
          aria-label={`ページ「${title}」の項目`}
          className="canvas"
          selectionMode="multiple"
          selectionBehavior="replace"
          selectedKeys={own !== null && isCurrent(own, selected) ? own.keys : selected}
          onSelectionChange={choose}
          dragAndDropHooks={dragAndDropHooks}
          items={views}
          renderEmptyState={() => (
            <p className="canvas-empty">
              このページにはまだ何もありません。「項目を追加」から選ぶか、ここへドラッグしてください。
            </p>
          )}
        >
          {(view) => (
            <GridListItem textValue={view.words} className={cardClass(view)}>
              <AriaButton slot="drag" className="button icon drag" aria-label="ドラッグして順番を変える">
                <span aria-hidden="true">⠿</span>
              </AriaButton>
              <Card view={view} onMember={openMember} />
              <BlockMenuButton id={view.id} label={view.words} />
            </GridListItem>
          )}
        </GridList>
      </div>
    </BlockMenuProvider>
  );
});

const cardClass = ({ isInSection, isCut, look }: CardView) =>
  ['card', `is-${look}`, isInSection && 'in-section', isCut && 'is-cut'].filter(Boolean).join(' ');

function useBlockDrop(page: number) {
  const store = useBuilder();
  const indexOf = (key: Key | undefined) => indexNow(store, page, key);
  async function insertDropped(items: DropItem[], block: number) {
    const item = items.find(isTextItem);
    if (item?.types.has(PALETTE_TYPE)) {
      actions.insert(store, await item.getText(PALETTE_TYPE), { page, block });
    }
  }
  return useDragAndDrop({
    getItems: (keys) =>
      [...keys].map((key) => ({
        [BLOCK_TYPE]: placeText({ page, block: indexOf(key) }),
        'text/plain': String(key),
      })),
    acceptedDragTypes: [BLOCK_TYPE, PALETTE_TYPE],
    getDropOperation: (target, _types, allowed) =>
      target.type === 'item' && target.dropPosition === 'on' ? 'cancel' : (allowed[0] ?? 'cancel'),
    renderDropIndicator: (target) => <DropIndicator target={target} className="drop-indicator" />,
    onReorder: ({ keys, target }) => {
      const from = [...keys].map(indexOf).filter((index) => index >= 0);
      const to = droppedAt(from, indexOf(target.key), target.dropPosition);
      blocks.move(
        store,
        from.map((block) => ({ page, block })),
        { page, block: to },
      );
    },
    onInsert: ({ items, target }) => {
      void insertDropped(items, indexOf(target.key) + (target.dropPosition === 'after' ? 1 : 0));
    },
    onRootDrop: ({ items }) => {
      void insertDropped(items, store.getState().document['x-pages'][page]?.blocks.length ?? 0);
    },
  });
}
