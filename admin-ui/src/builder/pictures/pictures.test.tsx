import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/http';
import { insert } from '../actions';
import { BuilderContext } from '../builderContext';
import { cardViews } from '../canvas/cardView';
import { sample } from '../fixtures';
import { BlockInspector } from '../inspector/BlockInspector';
import { BuilderStore } from '../store';
import { MOST_BYTES, refusalOf, TOO_LARGE } from './picture';
import { PictureDialog } from './PictureDialog';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const IMAGE = 'a'.repeat(64);
const KEPT = {
  sha256: IMAGE,
  media_type: 'image/png',
  width: 800,
  height: 400,
  size: 9,
  url: `/images/${IMAGE}`,
};

function newStore() {
  const start = { document: sample(), revision: 1, savedAt: '', problems: [] };
  const save = vi.fn(async () => new Promise<never>(() => {}));
  return new BuilderStore(start, { save, keep: () => {}, drop: () => {}, now: () => 0 });
}

function answering(status: number, body: unknown) {
  const ask = vi.fn((..._: unknown[]) =>
    Promise.resolve(
      new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } }),
    ),
  );
  vi.stubGlobal('fetch', ask);
  return ask;
}

function show(store: BuilderStore, children: React.ReactNode) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>{children}</BuilderContext>
    </QueryClientProvider>,
  );
}

const fileInput = (root: ParentNode = document) =>
  root.querySelector<HTMLInputElement>('input[type=file][data-picture]')!;
const png = (size = 9) => new File([new Uint8Array(size)], 'map.png', { type: 'image/png' });

it('puts a picture on the page only with a file and with words, as one step', async () => {
  const store = newStore();
  const ask = answering(201, KEPT);
  show(store, <PictureDialog />);
  insert(store, 'picture', { page: 0, block: 1 });
  const dialog = within(await screen.findByRole('dialog', { name: '画像を追加' }));
  const person = userEvent.setup();
  await person.click(dialog.getByRole('button', { name: '追加' }));
  expect(dialog.getByText(/画像を選んでください。$/)).toBeTruthy();
  await person.upload(fileInput(), png());
  expect(await dialog.findByRole('img', { name: '選んだ画像' })).toBeTruthy();
  expect((ask.mock.calls[0]?.[1] as RequestInit).body).toBeInstanceOf(File);
  await person.click(dialog.getByRole('button', { name: '追加' }));
  expect(dialog.getByText(/画像の説明を書いてください。/)).toBeTruthy();
  expect(store.getState().document).toEqual(sample());
  await person.type(dialog.getByLabelText(/^画像の説明/), '会場の地図です。');
  await person.click(dialog.getByRole('button', { name: '追加' }));
  const block = { image: IMAGE, width: 800, height: 400, alt: '会場の地図です。' };
  expect(store.getState().document['x-pages'][0]?.blocks[1]).toEqual(block);
  expect(store.getState().picturing).toBeNull();
  const { document, problems, selection } = store.getState();
  const view = cardViews({ document, problems, selection, cut: [] }, 0)[1];
  expect(view).toMatchObject({ look: 'picture', kind: '画像', words: '会場の地図です。' });
  store.undo();
  expect(store.getState().document).toEqual(sample());
  store.redo();
  expect(store.getState().document['x-pages'][0]?.blocks[1]).toEqual(block);
});

it('replaces the file and changes the words where the picture stands', async () => {
  const store = newStore();
  const place = { page: 0, block: 0 };
  const block = { image: 'b'.repeat(64), width: 10, height: 10, alt: '前の地図です。', caption: '地図' };
  store.dispatch({ type: 'addBlock', page: 0, at: 0, block });
  answering(201, KEPT);
  show(store, <BlockInspector block={block} place={place} />);
  const now = () => store.getState().document['x-pages'][0]?.blocks[0];
  fireEvent.paste(screen.getByRole('button', { name: '画像を差し替える' }), {
    clipboardData: { files: [png()] },
  });
  await vi.waitFor(() => expect(now()).toEqual({ ...block, image: IMAGE, width: 800, height: 400 }));
  fireEvent.change(screen.getByLabelText(/^キャプション/), { target: { value: '' } });
  expect(now()).not.toHaveProperty('caption');
});

it('says why a file is not taken', async () => {
  const store = newStore();
  const ask = answering(422, { code: 'image-refused', reason: 'type', found: 'svg' });
  show(store, <PictureDialog />);
  insert(store, 'picture');
  await screen.findByRole('dialog');
  const person = userEvent.setup();
  await person.upload(fileInput(), png(MOST_BYTES + 1));
  expect(screen.getByRole('alert').textContent).toContain(TOO_LARGE);
  expect(ask).not.toHaveBeenCalled();
  await person.upload(fileInput(), png());
  await vi.waitFor(() => expect(screen.getByRole('alert').textContent).toContain('SVGの画像は使えません'));
  const said = (body: object) => refusalOf(new ApiError(422, { code: 'image-refused', ...body }));
  expect(said({ reason: 'damaged' })).toContain('壊れている');
  expect(said({ reason: 'type', found: null })).toContain('画像ではありません');
  expect(said({ reason: 'new' })).toContain('PNGかJPEG');
});
