/** The pages in order: choose, reorder by drag or menu, take a block dropped on another page. */
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
import { labelOf, pageTitle, unplacedFields } from '../model/document';
import { selectionOf } from '../problems';
import { BLOCK_TYPE, droppedAt, droppedPlaces, isTextItem, pageKeys, PALETTE_TYPE } from './dnd';
import { PageMenu } from './PageMenu';

const PAGE_TYPE = 'application/x-madoguchi-page';

export function Outline() {
  const store = useBuilder();
  const { document, selection, problems } = useBuilderState();
  const pages = document['x-pages'];
  const ids = pageKeys(pages);
  const indexOf = (key: Key | undefined) => ids.indexOf(String(key));
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
    <section aria-labelledby="outline-title">
      <h2 id="outline-title">ページ</h2>
      <GridList
        aria-label="ページの一覧"
        className="outline"
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[ids[selection.page] ?? '']}
        onSelectionChange={(keys) => {
          if (keys !== 'all') store.select({ page: indexOf([...keys][0]), block: null });
        }}
        dragAndDropHooks={dragAndDropHooks}
        dependencies={[document, problems, selection]}
        items={pages.map((page, index) => ({ id: ids[index] ?? '', page, index }))}
      >
        {({ page, index }) => {
          const errors = problems.filter(
            (problem) => problem.severity === 'error' && selectionOf(document, problem)?.page === index,
          ).length;
          return (
            <GridListItem textValue={pageTitle(page, index)} className="outline-item">
              <AriaButton slot="drag" className="button icon drag" aria-label="ドラッグして順番を変える">
                <span aria-hidden="true">⠿</span>
              </AriaButton>
              <span className="outline-title">
                {index + 1}. {pageTitle(page, index)}
                {page['x-show-when'] !== undefined && <span className="chip">条件あり</span>}
                {errors > 0 && <span className="chip bad">エラー{errors}</span>}
              </span>
              <PageMenu index={index} count={pages.length} title={pageTitle(page, index)} />
            </GridListItem>
          );
        }}
      </GridList>
      <Button onPress={() => actions.addPage(store)}>ページを追加</Button>
      <Unplaced />
    </section>
  );
}

function Unplaced() {
  const store = useBuilder();
  const { document } = useBuilderState();
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
