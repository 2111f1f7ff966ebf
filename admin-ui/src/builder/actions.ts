/**
 * What a gesture means: one function per thing a person can do, used alike by palette, drag, keyboard, menu and
 * inspector. Each ends in one command.
 */
import { apply } from './commands';
import {
  isConditional,
  labelOf,
  pageTitle,
  type Block,
  type FieldAddress,
  type FormDocument,
  type Place,
} from './model/document';
import { freshName, freshPageId, kindInfo } from './model/kinds';
import { scopeOf } from './model/scope';
import { referencesTo, type Reference } from './model/references';
import type { BuilderStore, Removal } from './store';

/** What the palette offers beside the kinds. */
export type PaletteItem = 'heading' | 'text' | (string & {});

/** Puts a new block where the person is: behind the selected block, or at the given place. */
export function insert(store: BuilderStore, item: PaletteItem, place?: Place): void {
  const { document, selection } = store.getState();
  const page = place?.page ?? selection.page;
  const blocks = document['x-pages'][page]?.blocks;
  if (blocks === undefined) return;
  const at = place?.block ?? (selection.block === null ? blocks.length : selection.block + 1);
  const after = { selection: { page, block: at } };
  if (item === 'heading' || item === 'text') {
    const block: Block = item === 'heading' ? { heading: '見出し' } : { text: '説明文' };
    const notice = item === 'heading' ? '見出しを追加しました。' : '説明文を追加しました。';
    store.dispatch({ type: 'addBlock', page, at, block }, { ...after, notice });
    return;
  }
  const info = kindInfo(item);
  if (info === undefined) return;
  const name = freshName(document, info.stem);
  store.dispatch(
    { type: 'addField', page, at, name, schema: info.create(), isRequired: info.isRequired },
    { ...after, notice: `「${info.label}」を追加しました。` },
  );
}

export function placeUnplaced(store: BuilderStore, field: string): void {
  const { document, selection } = store.getState();
  const at = document['x-pages'][selection.page]?.blocks.length ?? 0;
  store.dispatch(
    { type: 'addBlock', page: selection.page, at, block: { field } },
    {
      selection: { page: selection.page, block: at },
      notice: `「${labelOf(document, field)}」を置きました。`,
    },
  );
}

export function move(store: BuilderStore, from: Place, to: Place): void {
  const { document } = store.getState();
  const target = document['x-pages'][to.page];
  const block = document['x-pages'][from.page]?.blocks[from.block];
  if (target === undefined || block === undefined) return;
  const max = from.page === to.page ? target.blocks.length - 1 : target.blocks.length;
  const at = Math.max(0, Math.min(to.block, max));
  if (from.page === to.page && at === from.block) {
    const isOnly = target.blocks.length === 1;
    const place = isOnly ? '1つだけです' : at === 0 ? '先頭です' : at === max ? '最後です' : null;
    if (to.block !== at && place !== null) {
      store.announce(`${blockWords(document, block)}は、このページの${place}。`);
    }
    return;
  }
  const where = from.page === to.page ? `${at + 1}番目` : `ページ「${pageTitle(target, to.page)}」`;
  store.dispatch(
    { type: 'moveBlock', from, to: { page: to.page, block: at } },
    {
      selection: { page: to.page, block: at },
      notice: `${blockWords(document, block)}を${where}へ移動しました。`,
    },
  );
}

export function duplicate(store: BuilderStore, place: Place): void {
  const { document } = store.getState();
  const block = document['x-pages'][place.page]?.blocks[place.block];
  if (block === undefined) return;
  store.dispatch(
    {
      type: 'duplicateBlock',
      ...place,
      name: freshName(document, (block.field ?? 'block').replace(/\d+$/, '')),
    },
    {
      selection: { page: place.page, block: place.block + 1 },
      notice: `${blockWords(document, block)}を複製しました。`,
    },
  );
}

/** Removes at once (undo brings it back), unless others speak about the field: then the person is asked. */
export function remove(store: BuilderStore, place: Place): void {
  const { document } = store.getState();
  const page = document['x-pages'][place.page];
  const block = page?.blocks[place.block];
  if (page === undefined || block === undefined) return;
  const last = page.blocks.length - 2;
  const next = last < 0 ? null : Math.min(place.block, last);
  confirmOrRemove(store, {
    command: { type: 'removeBlock', ...place },
    label: blockWords(document, block),
    references: block.field === undefined ? [] : referencesTo(document, { name: block.field }),
    ...(block.field === undefined ? {} : { field: { name: block.field } }),
    selection: { page: place.page, block: next },
  });
}

export function removePage(store: BuilderStore, index: number): void {
  const { document } = store.getState();
  const page = document['x-pages'][index];
  if (page === undefined) return;
  confirmOrRemove(store, {
    command: { type: 'removePage', page: index },
    label: `ページ「${pageTitle(page, index)}」`,
    references: referencesFromOutside(document, index),
    selection: { page: Math.max(0, index - 1), block: null },
  });
}

export function confirmOrRemove(store: BuilderStore, removal: Removal): void {
  if (removal.references.length > 0) store.ask(removal);
  else answerRemoval(store, removal);
}

export function answerRemoval(store: BuilderStore, removal: Removal): void {
  store.ask(null);
  store.dispatch(removal.command, {
    selection: removal.selection,
    notice: `${removal.label}を削除しました。「元に戻す」で取り消せます。`,
  });
}

/** Puts another field in its place wherever it is spoken about, and removes it: one step. */
export function replaceAndRemove(
  store: BuilderStore,
  removal: Removal,
  field: FieldAddress,
  to: string,
): void {
  const { document } = store.getState();
  store.ask(null);
  const replaced = apply(document, { type: 'replaceReferences', ...field, to });
  const label = labelOf(scopeOf(document, field.group), to);
  store.dispatch(
    { type: 'replaceDocument', document: apply(replaced, removal.command) },
    {
      selection: removal.selection,
      name: '置き換えて削除',
      notice: `${removal.label}を削除し、使われていた場所を「${label}」に置き換えました。「元に戻す」で取り消せます。`,
    },
  );
}

/** References to the fields of a page from what stays when the page goes. */
function referencesFromOutside(document: FormDocument, index: number): Reference[] {
  const fields = (document['x-pages'][index]?.blocks ?? []).flatMap((block) => block.field ?? []);
  const properties = Object.fromEntries(
    Object.entries(document.properties).filter(([name]) => !fields.includes(name)),
  );
  const rest = { ...document, properties, 'x-pages': document['x-pages'].filter((_, at) => at !== index) };
  return fields.flatMap((field) => referencesTo(rest, { name: field }));
}

export function addPage(store: BuilderStore): void {
  const { document } = store.getState();
  const at = document['x-pages'].length;
  store.dispatch(
    { type: 'addPage', id: freshPageId(document), title: `ページ${at + 1}`, at },
    { selection: { page: at, block: null }, notice: 'ページを追加しました。' },
  );
}

export function movePage(store: BuilderStore, from: number, to: number): void {
  const { document } = store.getState();
  const page = document['x-pages'][from];
  if (page === undefined || to < 0 || to >= document['x-pages'].length) return;
  store.dispatch(
    { type: 'movePage', from, to },
    {
      selection: { page: to, block: null },
      notice: `ページ「${pageTitle(page, from)}」を${to + 1}番目へ移動しました。`,
    },
  );
}

export function blockWords(document: FormDocument, block: Block): string {
  if (block.field !== undefined) return `「${labelOf(document, block.field)}」`;
  if (block.heading !== undefined) return `見出し「${block.heading.slice(0, 20)}」`;
  return `説明文「${(block.text ?? '').slice(0, 20)}」`;
}

/** Whether a block may be hidden, for the badge on its card. */
export function isBlockConditional(document: FormDocument, block: Block): boolean {
  return (
    block['x-show-when'] !== undefined || (block.field !== undefined && isConditional(document, block.field))
  );
}
