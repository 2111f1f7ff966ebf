/**
 * What a gesture means: one function per thing a person can do, used alike by palette, drag, keyboard, menu and
 * inspector. Each ends in one command. What is done to blocks stands in `blockActions`.
 */
import { apply } from './commands';
import { kindInfo } from './kinds';
import {
  isConditional,
  labelOf,
  pageTitle,
  type Block,
  type FieldAddress,
  type FormDocument,
  type Place,
  blockText,
} from './model/document';
import { freshName, freshPageId } from './model/kinds';
import { scopeOf } from './model/scope';
import { referencesTo, type Reference } from './model/references';
import type { BuilderStore, Removal } from './store';

/** What the palette offers beside the kinds. */
export type PaletteItem = 'heading' | 'text' | 'picture' | (string & {});

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
  if (item === 'picture') {
    // A picture without a file says nothing: it is chosen first.
    store.picture({ page, block: at });
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

export function removePage(store: BuilderStore, index: number): void {
  const { document } = store.getState();
  const page = document['x-pages'][index];
  if (page === undefined) return;
  confirmOrRemove(store, {
    command: { type: 'removePage', page: index },
    label: `ページ「${pageTitle(page, index)}」`,
    references: referencesOutside(document, page.blocks, index),
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

/** References to the fields of these blocks from what stays when they go, or the page with them. */
export function referencesOutside(
  document: FormDocument,
  gone: readonly Block[],
  page?: number,
): Reference[] {
  const fields = gone.flatMap((block) => block.field ?? []);
  if (fields.length === 0) return [];
  const properties = Object.fromEntries(
    Object.entries(document.properties).filter(([name]) => !fields.includes(name)),
  );
  const pages = document['x-pages']
    .filter((_, index) => index !== page)
    .map((rest) => ({ ...rest, blocks: rest.blocks.filter((block) => !gone.includes(block)) }));
  const rest = { ...document, properties, 'x-pages': pages };
  const found = fields.flatMap((field) => referencesTo(rest, { name: field }));
  const isSame = (one: Reference) => (other: Reference) =>
    one.where === other.where && one.kind === other.kind;
  return found.filter((one, index) => found.findIndex(isSame(one)) === index);
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
  if (block.heading !== undefined) return `見出し「${blockText(block).slice(0, 20)}」`;
  if (block.image !== undefined) return `画像「${blockText(block).slice(0, 20)}」`;
  return `説明文「${blockText(block).slice(0, 20)}」`;
}

/** Whether a block may be hidden, for the badge on its card. */
export function isBlockConditional(document: FormDocument, block: Block): boolean {
  return (
    block['x-show-when'] !== undefined || (block.field !== undefined && isConditional(document, block.field))
  );
}
