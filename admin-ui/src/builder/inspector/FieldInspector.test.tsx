import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as actions from '../actions';
import { BuilderContext } from '../builderContext';
import { rowsSample, sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import { KIND_GROUPS } from '../kinds';
import { BuilderStore } from '../store';
import { Inspector } from './Inspector';

afterEach(cleanup);

function open(document: FormDocument, block: number) {
  let now = 0;
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  store.select({ page: 0, block });
  render(
    <BuilderContext value={store}>
      <Inspector />
    </BuilderContext>,
  );
  return store;
}

const kinds = KIND_GROUPS.flatMap((group) => group.kinds);

it.each(kinds)('opens for $kind and changes nothing by itself', async ({ kind }) => {
  const store = open(sample(), 0);
  act(() => actions.insert(store, kind));
  const { document } = store.getState();
  const { title } = Object.values(document.properties).at(-1) ?? {};
  expect((await screen.findByLabelText<HTMLInputElement>('項目の名前')).value).toBe(title);
  expect(store.getState().document).toBe(document);
});

describe('a field that is moved while it is open', () => {
  it('keeps what is edited of the place where it stands with it', async () => {
    const when = { properties: { name: { const: 'x' } }, required: ['name'] };
    const start = sample();
    const [first, ...pages] = start['x-pages'];
    const blocks = [{ field: 'name', 'x-show-when': when }, { field: 'email' }];
    const store = open({ ...start, 'x-pages': [{ ...first!, blocks }, ...pages] }, 0);
    act(() =>
      store.dispatch(
        { type: 'moveBlocks', from: [{ page: 0, block: 0 }], to: { page: 0, block: 1 } },
        { selection: { page: 0, block: 1 } },
      ),
    );
    const own = screen.getByRole('group', { name: '表示する条件（配置）' });
    await userEvent.click(within(own).getByRole('button', { name: /を削除$|^削除$/ }));
    expect(store.getState().document['x-pages'][0]?.blocks).toEqual([{ field: 'email' }, { field: 'name' }]);
  });

  it('says whether it is required as it is now, also after undo', async () => {
    const store = open(sample(), 1);
    const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: '必須にする' });
    const before = box().checked;
    await userEvent.click(box());
    expect(box().checked).toBe(!before);
    act(() => store.undo());
    expect(box().checked).toBe(before);
  });
});

describe('a repeating group', () => {
  it('takes members, opens one in the same inspector, and goes back', async () => {
    const store = open(rowsSample(), 0);
    const row = () => scopeOf(store.getState().document, 'children');
    await userEvent.click(screen.getByRole('button', { name: '日付' }));
    expect(row().properties.date).toMatchObject({ 'x-kind': 'date' });
    expect(row().required).toContain('date');
    await userEvent.click(screen.getByRole('button', { name: '「日付」を上へ' }));
    expect(Object.keys(row().properties).at(-2)).toBe('date');

    await userEvent.click(screen.getByRole('button', { name: /^年齢/ }));
    const title = screen.getByLabelText('項目の名前');
    await userEvent.clear(title);
    await userEvent.type(title, '満年齢');
    expect(row().properties.age?.title).toBe('満年齢');
    await userEvent.click(screen.getByRole('checkbox', { name: '必須にする' }));
    expect(row().required).not.toContain('age');
    await userEvent.click(screen.getByRole('button', { name: /へ戻る/ }));
    expect(screen.getByLabelText<HTMLInputElement>('項目の名前').value).toBe('お子さん');
  });

  it('offers nothing that cannot stand in a row', () => {
    open(rowsSample(), 0);
    expect(screen.queryByRole('button', { name: '写真・書類の添付' })).toBeNull();
    expect(screen.queryByRole('button', { name: '画面に出さない値' })).toBeNull();
    expect(screen.getByRole('button', { name: '住所' })).toBeTruthy();
  });

  it('asks before removing a member that others speak about', async () => {
    const store = open(rowsSample(), 0);
    await userEvent.click(screen.getByRole('button', { name: '「年齢」を削除' }));
    expect(store.getState().removal?.references.map((reference) => reference.where)).toEqual([
      '「通う所」の表示条件',
      '「合計」の計算式',
      '「料金」の計算式',
      '「入力のきまり」の式',
      '入力のきまり「19歳までです。」',
    ]);
  });
});

describe('a calculated value', () => {
  it('takes names and functions from lists, and is never required', async () => {
    const store = open(rowsSample(), 3);
    const limit = () => store.getState().document.properties.limit;
    await userEvent.click(screen.getByText('計算で決める'));
    await userEvent.click(screen.getByRole('checkbox', { name: '入力してもらわず、計算で決める' }));
    expect(limit()?.['x-value']).toBe('0');
    expect(store.getState().document.required).toEqual([]);
    expect(screen.queryByRole('checkbox', { name: '必須にする' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '「お子さん」の「料金」の合計を式に入れる' }));
    expect(limit()?.['x-value']).toBe('sum(children, "fee")');
    await userEvent.click(screen.getByRole('checkbox', { name: '入力してもらわず、計算で決める' }));
    expect('x-value' in (limit() ?? {})).toBe(false);
  });
});

describe('a table of questions', () => {
  it('gives a new row the same choices, and every row a new choice', async () => {
    const store = open(sample(), 0);
    actions.insert(store, 'matrix');
    const rows = () =>
      store.getState().document.properties.table?.properties as Record<string, { oneOf: unknown[] }>;
    await userEvent.click(await screen.findByRole('button', { name: '行を追加' }));
    expect(Object.keys(rows())).toEqual(['row1', 'row2', 'row3']);
    await userEvent.click(screen.getByRole('button', { name: '選択肢を追加' }));
    expect(Object.values(rows()).map((row) => row.oneOf.length)).toEqual([4, 4, 4]);
    const [first] = screen.getAllByRole('checkbox', { name: 'この行は必ず答えてもらう' });
    await userEvent.click(first!);
    expect(store.getState().document.properties.table?.required).toEqual(['row2', 'row3']);
  });
});

it('an account can leave parts out or not need them', async () => {
  const store = open(sample(), 0);
  actions.insert(store, 'bankAccount');
  await userEvent.click(await screen.findByText('入力してもらう欄'));
  const part = within(await screen.findByRole('group', { name: '預金種目' }));
  await userEvent.click(part.getByRole('checkbox', { name: '必須' }));
  const account = () => store.getState().document.properties.bankAccount;
  expect(account()?.required).toEqual(['bankCode', 'branchCode', 'accountNumber', 'accountHolderKana']);
  await userEvent.click(part.getByRole('checkbox', { name: '預金種目' }));
  expect(Object.keys(account()?.properties as object)).not.toContain('accountType');
  expect(account()?.required).toBeUndefined();
});

it('another value for a choice goes into the expressions, and what may be it is shown', async () => {
  const document = sample();
  const properties = {
    ...document.properties,
    fee: { type: 'integer', title: '料金', 'x-kind': 'money', 'x-value': 'venue == "hall" ? 500 : 0' },
    memo: { type: 'string', title: '連絡', 'x-value': 'venue.startsWith("hall") ? "大" : "小"' },
  };
  const store = open({ ...document, properties }, 0);
  store.select({ page: 1, block: 2 });
  await userEvent.click(await screen.findByRole('checkbox', { name: /^値も編集する/ }));
  const [value] = screen.getAllByLabelText('値');
  await userEvent.clear(value!);
  await userEvent.type(value!, 'city-hall');
  await userEvent.tab();
  const state = store.getState();
  expect(state.document.properties.fee?.['x-value']).toBe('venue == "city-hall" ? 500 : 0');
  expect(state.notice).toContain('この値と比べている式（1か所）も書き換えました');
  expect(screen.getByText(/前の値「hall.*」が残っています/)).toBeTruthy();
  const left = screen.getByText(/^「連絡」の計算式：/);
  expect(left.textContent).toBe('「連絡」の計算式：venue.startsWith("hall") ? "大" : "小"');
  await userEvent.click(screen.getByRole('button', { name: '閉じる' }));
  expect(screen.queryByText(/が残っています/)).toBeNull();
  store.undo();
  expect(store.getState().document.properties.fee?.['x-value']).toBe('venue == "hall" ? 500 : 0');
});
