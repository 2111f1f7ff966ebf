/** The pages in order: choose, reorder by drag or menu, take a block dropped on another page. */
import { memo, useDeferredValue, useMemo } from 'react';
import {
  Button as AriaButton,
  GridList,
  GridListItem,
  useDragAndDrop,
  type DropItem,
  type Key,
} from 'react-aria-components';
import { Button } from '../../ui/Button';
import * as actions from '../actions';
import * as blocks from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import type { Problem } from '../../api/types';
import { labelOf, pageTitle, unplacedFields, type FormDocument } from '../model/document';
import { pageKeys } from '../model/identity';
import { selectionOf } from '../problems';
import { BLOCK_TYPE, droppedAt, droppedPlaces, isTextItem, PALETTE_TYPE } from './dnd';
import { PageMenu } from './PageMenu';

const PAGE_TYPE = 'application/x-madoguchi-page';

interface PageRow {
  id: string;
  index: number;
  title: string;
  isConditional: boolean;
  errors: number;
}

function rowsOf(document: FormDocument, problems: Problem[]): PageRow[] {
  const pages = document['x-pages'];
  const ids = pageKeys(pages);
  const errors = problems
    .filter(({ severity }) => severity === 'error')
    .map((problem) => selectionOf(document, problem)?.page);
  return pages.map((page, index) => ({
    id: ids[index] ?? '',
    index,
    title: pageTitle(page, index),
    isConditional: page['x-show-when'] !== undefined,
    errors: errors.filter((page) => page === index).length,
  }));
}

export function Outline() {
  const store = useBuilder();
  const { document, selection, problems } = useBuilderState('document', 'selection', 'problems');
  const rows = rowsOf(document, problems);
  // As text: the list is drawn again only when a page says something else, and typing does not wait for it.
  const shown = useDeferredValue(JSON.stringify({ rows, selected: rows[selection.page]?.id ?? '' }));
  return (
    <section aria-labelledby="outline-title">
      <h2 id="outline-title">ページ</h2>
      <PageList shown={shown} />
      <Button onPress={() => actions.addPage(store)}>ページを追加</Button>
      <Unplaced />
    </section>
  );
}

const PageList = memo(function PageList({ shown }: { shown: string }) {
  const store = useBuilder();
  const { rows, selected } = useMemo(
    () => JSON.parse(shown) as { rows: PageRow[]; selected: string },
    [shown],
  );
  const indexOf = (key: Key | undefined) =>
    pageKeys(store.getState().document['x-pages']).indexOf(String(key));
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [PAGE_TYPE]: String(key), 'text/plain': String(key) })),
    acceptedDragTypes: [PAGE_TYPE, BLOCK_TYPE, PALETTE_TYPE],
    getDropOperation: (target, types) => {
      const isPage = types.has(PAGE_TYPE);
      if (target.type === 'root') return 'cancel';
      return (target.dropPosition === 'on') === isPage ? 'cancel' : isPage ? 'move' : 'copy';
    },
    onReorder: ({ keys, target }) => {
      const from = indexOf([...keys][0]);
      actions.movePage(store, from, droppedAt([from], indexOf(target.key), target.dropPosition));
    },
    onItemDrop: ({ items, target }) => void dropOnPage(items, indexOf(target.key)),
  });

  async function dropOnPage(items: DropItem[], page: number) {
    const places = (await droppedPlaces(items)).filter((place) => place.page !== page);
    if (places.length > 0) {
      blocks.moveToPage(store, places, page);
      return;
    }
    const item = items.find(isTextItem);
    const end = store.getState().document['x-pages'][page]?.blocks.length ?? 0;
    if (item?.types.has(PALETTE_TYPE)) {
      actions.insert(store, await item.getText(PALETTE_TYPE), { page, block: end });
    }
  }

  return (
    <GridList
      aria-label="ページの一覧"
      className="outline"
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => {
        if (keys !== 'all') store.select({ page: indexOf([...keys][0]), block: null });
      }}
      dragAndDropHooks={dragAndDropHooks}
      items={rows}
    >
      {({ index, title, isConditional, errors }) => (
        <GridListItem textValue={title} className="outline-item">
          <AriaButton slot="drag" className="button icon drag" aria-label="ドラッグして順番を変える">
            <span aria-hidden="true">⠿</span>
          </AriaButton>
          <span className="outline-title">
            {index + 1}. {title}
            {isConditional && <span className="chip">条件あり</span>}
            {errors > 0 && <span className="chip bad">エラー{errors}</span>}
          </span>
          <PageMenu index={index} count={rows.length} title={title} />
        </GridListItem>
      )}
    </GridList>
  );
});

function Unplaced() {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const fields = unplacedFields(document);
  if (fields.length === 0) return null;
  return (
    <div className="stack-s">
      <h3>どのページにもない項目</h3>
      {fields.map((field) => (
        <Button key={field} onPress={() => actions.placeUnplaced(store, field)}>
          「{labelOf(document, field)}」をこのページに置く
        </Button>
      ))}
    </div>
  );
}
