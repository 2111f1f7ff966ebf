/**
 * What a gesture on blocks of a page means, one or several at once: moving, copying, removing. Used alike by drag,
 * keyboard, menu and toolbar; each ends in one command.
 */
import { blockWords, confirmOrRemove, referencesOutside } from './actions';
import { clipOf, readClip, writeClip } from './clipboard/clip';
import { pasted } from './clipboard/pasted';
import { keepText, keptText } from './clipboard/transport';
import { blocksAt } from './commands/moveBlocks';
import type { Selection } from './history/history';
import { pageTitle, type Block, type FormDocument, type Place } from './model/document';
import type { BuilderStore } from './store';

type Places = readonly Place[];

/** The chosen blocks in their order; none when the page itself is chosen. */
export function chosen({ page, block, many }: Selection): Place[] {
  if (block === null) return [];
  return (many ?? [block]).map((index) => ({ page, block: index }));
}

/** The selection of blocks that stand in a row, the first of them in the inspector. */
function inRow(page: number, first: number, count: number): Selection {
  if (count < 2) return { page, block: first };
  return { page, block: first, many: Array.from({ length: count }, (_, index) => first + index) };
}

/** Chooses exactly these blocks; `lead` is the one the inspector shows. */
export function choose(store: BuilderStore, page: number, indices: readonly number[], lead?: number): void {
  const many = [...new Set(indices)].sort((a, b) => a - b);
  const block = many.includes(lead ?? -1) ? (lead ?? null) : (many[0] ?? null);
  store.select(many.length < 2 ? { page, block } : { page, block, many });
}

/** A heading with everything up to the next heading. */
export function chooseSection(store: BuilderStore, { page, block }: Place): void {
  const blocks = store.getState().document['x-pages'][page]?.blocks ?? [];
  const next = blocks.findIndex((other, index) => index > block && other.heading !== undefined);
  const end = next < 0 ? blocks.length : next;
  const indices = Array.from({ length: end - block }, (_, index) => block + index);
  choose(store, page, indices, block);
  store.announce(`見出しと、その下の${indices.length - 1}個を選びました。`);
}

export function wordsOf(document: FormDocument, places: Places): string {
  const blocks = blocksAt(document['x-pages'], places);
  const [first] = blocks;
  if (blocks.length !== 1 || first === undefined) return `${blocks.length}個の項目`;
  return blockWords(document, first);
}

/** To one place; `to.block` is where the first stands afterwards. */
export function move(store: BuilderStore, from: Places, to: Place): void {
  const { document } = store.getState();
  const target = document['x-pages'][to.page];
  const count = blocksAt(document['x-pages'], from).length;
  if (target === undefined || count === 0) return;
  const staying = target.blocks.length - from.filter(({ page }) => page === to.page).length;
  const at = Math.max(0, Math.min(to.block, staying));
  const isHere = from.every(({ page }) => page === to.page);
  const words = wordsOf(document, from);
  if (isHere && sorted(from).every(({ block }, index) => block === at + index)) {
    const end = endOf(at, count, target.blocks.length);
    if (to.block !== at && end !== null) store.announce(`${words}は、このページの${end}。`);
    return;
  }
  const where = isHere ? `${at + 1}番目` : `ページ「${pageTitle(target, to.page)}」`;
  store.dispatch(
    { type: 'moveBlocks', from: [...from], to: { page: to.page, block: at } },
    { selection: inRow(to.page, at, count), notice: `${words}を${where}へ移動しました。` },
  );
}

/** Why blocks that already stand there cannot go on. */
function endOf(at: number, count: number, all: number): string | null {
  if (count === all) return count === 1 ? '1つだけです' : '全部です';
  return at === 0 ? '先頭です' : at === all - count ? '最後です' : null;
}

const sorted = (places: Places) => [...places].sort((a, b) => a.page - b.page || a.block - b.block);

/** One step up or down; blocks that stand apart come together. */
export function step(store: BuilderStore, places: Places, by: 1 | -1): void {
  const order = sorted(places);
  const [first, last] = [order[0], order.at(-1)];
  if (first === undefined || last === undefined) return;
  const block = by < 0 ? first.block - 1 : last.block + 2 - order.length;
  move(store, places, { page: first.page, block });
}

/** To the end of another page. */
export function moveToPage(store: BuilderStore, places: Places, page: number): void {
  const target = store.getState().document['x-pages'][page];
  if (target === undefined) {
    store.announce(page < 0 ? '最初のページです。' : '最後のページです。');
    return;
  }
  move(store, places, { page, block: target.blocks.length });
}

/** Copies right behind the originals. */
export function duplicate(store: BuilderStore, places: Places): void {
  const { document } = store.getState();
  const last = sorted(places).at(-1);
  if (last === undefined) return;
  const at = { page: last.page, block: last.block + 1 };
  const { command } = pasted(document, clipOf(document, places), at);
  store.dispatch(command, {
    selection: inRow(at.page, at.block, command.blocks.length),
    notice: `${wordsOf(document, places)}を複製しました。`,
  });
}

/** Removes at once (undo brings them back), unless others speak about the fields: then the person is asked. */
export function remove(store: BuilderStore, places: Places): void {
  const { document } = store.getState();
  const [first] = sorted(places);
  const page = first === undefined ? undefined : document['x-pages'][first.page];
  if (first === undefined || page === undefined) return;
  const left = page.blocks.length - places.filter((place) => place.page === first.page).length;
  const gone = blocksAt(document['x-pages'], places);
  confirmOrRemove(store, {
    command: { type: 'removeBlocks', places: [...places] },
    label: wordsOf(document, places),
    references: referencesOutside(document, gone),
    ...fieldOf(gone),
    selection: { page: first.page, block: left === 0 ? null : Math.min(first.block, left - 1) },
  });
}

/** The one field that goes: another may take its place where it is spoken about. */
function fieldOf(gone: readonly Block[]): { field?: { name: string } } {
  const [only] = gone;
  return gone.length === 1 && only?.field !== undefined ? { field: { name: only.field } } : {};
}

/** The text for the clipboard; null when nothing is chosen. */
export function copy(store: BuilderStore, places: Places): string | null {
  if (places.length === 0) return null;
  const { document } = store.getState();
  const text = writeClip(clipOf(document, places));
  keepText(text, Date.now());
  store.mark(null);
  store.announce(
    `${wordsOf(document, places)}をコピーしました。ほかのページやフォームにも貼り付けられます。`,
  );
  return text;
}

/** Like copying, but pasting in this form moves the blocks: until then nothing is lost, and what refers to them stays. */
export function cut(store: BuilderStore, places: Places): string | null {
  const text = copy(store, places);
  if (text === null) return null;
  const { document } = store.getState();
  store.mark({ text, blocks: blocksAt(document['x-pages'], places) });
  store.announce(
    `${wordsOf(document, places)}を切り取りました。貼り付けるまで、元の場所に残ります。やめるには Esc を押します。`,
  );
  return text;
}

/** Behind the chosen blocks, or at the end of the page. Without a text: what was copied last in any tab. */
export function paste(store: BuilderStore, text?: string): void {
  const source = text === undefined || text === '' ? keptText(Date.now()) : text;
  const clip = source === null ? null : readClip(source);
  if (source === null || clip === null) {
    store.announce('貼り付けられる項目がありません。先に項目をコピーしてください。');
    return;
  }
  const { document, selection, cut: waiting } = store.getState();
  const page = document['x-pages'][selection.page];
  if (page === undefined) return;
  const last = chosen(selection).at(-1);
  const at = { page: selection.page, block: last === undefined ? page.blocks.length : last.block + 1 };
  if (waiting !== null && waiting.text === source && moveCut(store, waiting.blocks, at)) return;
  const { command, dropped } = pasted(document, clip, at);
  store.dispatch(command, {
    selection: inRow(at.page, at.block, command.blocks.length),
    notice: `${command.blocks.length}個の項目を貼り付けました。${dropped.length === 0 ? '' : '外したものがあります。'}`,
  });
  store.mark(null);
  store.tell(dropped.length === 0 ? null : { title: '貼り付けたときに外したもの', lines: dropped });
}

/** Moves what was cut to where it is pasted; false when none of it is there any more. */
function moveCut(store: BuilderStore, blocks: readonly Block[], at: Place): boolean {
  const pages = store.getState().document['x-pages'];
  const isCut = (block: Block) =>
    blocks.some((other) => other === block || (other.field !== undefined && other.field === block.field));
  const places = pages.flatMap((page, index) =>
    page.blocks.flatMap((block, at) => (isCut(block) ? [{ page: index, block: at }] : [])),
  );
  if (places.length === 0) return false;
  store.mark(null);
  const before = places.filter((place) => place.page === at.page && place.block < at.block).length;
  move(store, places, { page: at.page, block: at.block - before });
  return true;
}
