import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BuilderContext } from '../builderContext';
import { asked, rowsSample, sample } from '../fixtures';
import type { Predicate } from '../model/document';
import { BuilderStore } from '../store';
import { ConditionEditor } from './ConditionEditor';

afterEach(cleanup);

function show(value: Predicate | undefined, without: string[] = [], document = sample()) {
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    { save: vi.fn(), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  const onChange = vi.fn();
  function Kept() {
    const [now, setNow] = useState(value);
    return (
      <ConditionEditor
        title="表示する条件"
        value={now}
        without={without}
        onChange={(next, key) => {
          onChange(next, key);
          setNow(next);
        }}
      />
    );
  }
  render(
    <BuilderContext value={store}>
      <Kept />
    </BuilderContext>,
  );
  return onChange;
}

describe('ConditionEditor', () => {
  it('writes nothing before a field is chosen', async () => {
    const onChange = show(undefined, ['name', 'email']);
    await userEvent.click(screen.getByRole('button', { name: '条件を追加' }));
    expect(screen.getByText(/未完成：項目を選ぶまで/)).toBeTruthy();
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.selectOptions(screen.getByLabelText('条件1の項目'), '熱がある');
    expect(onChange).toHaveBeenCalledWith(asked('fever', true), undefined);
    expect(screen.queryByText(/未完成/)).toBeNull();
  });

  it('never writes an empty value: the last complete one stays', async () => {
    const onChange = show(asked('title', 'a'));
    await userEvent.clear(screen.getByLabelText('値'));
    expect(screen.getByText(/未完成：値を入力するまで、前の条件のままです/)).toBeTruthy();
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.type(screen.getByLabelText('値'), 'b');
    expect(onChange).toHaveBeenCalledExactlyOnceWith(asked('title', 'b'), '0.value');
  });

  it('keeps the unfinished row while another one is removed', async () => {
    const onChange = show(asked('fever', true));
    await userEvent.click(screen.getByRole('button', { name: '条件を追加' }));
    await userEvent.click(screen.getByRole('button', { name: '条件1を削除' }));
    expect(onChange).toHaveBeenCalledExactlyOnceWith(undefined, undefined);
    expect(screen.getByText(/未完成/)).toBeTruthy();
  });

  it('keeps what is half typed with its own row when another is removed', async () => {
    const atLeast = (field: string, minimum: number) => ({
      properties: { [field]: { minimum } },
      required: [field],
    });
    const onChange = show({ allOf: [atLeast('limit', 1), atLeast('total', 2)] }, [], rowsSample());
    await userEvent.type(screen.getAllByLabelText('数')[0]!, 'abc');
    expect(screen.getByText(/数字で入力してください/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '条件1を削除' }));
    expect(onChange).toHaveBeenLastCalledWith(atLeast('total', 2), undefined);
    expect(screen.getByLabelText<HTMLInputElement>('数').value).toBe('2');
    expect(screen.queryByText(/数字で入力してください/)).toBeNull();
  });

  it('keeps a month as it is typed where the browser has no input for months', async () => {
    const document = sample();
    document.properties = { start: { type: 'string', title: '開始の月', 'x-kind': 'month' } };
    const onChange = show({ properties: { start: true }, required: ['start'] }, [], document);
    await userEvent.selectOptions(screen.getByLabelText('くらべ方'), 'が次の月以後');
    const input = screen.getByLabelText<HTMLInputElement>('日時');
    // What a browser makes of a type that it does not know.
    input.removeAttribute('type');
    Object.defineProperty(input, 'type', { get: () => 'text', set: () => undefined });
    onChange.mockClear();
    await userEvent.type(input, '２０２６-0');
    expect(input.value).toBe('２０２６-0');
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.tab();
    expect(screen.getByText(/「2026-04」のように入力してください/)).toBeTruthy();
    await userEvent.type(input, '4');
    expect(JSON.stringify(onChange.mock.lastCall)).toContain('"pattern"');
    expect(screen.queryByText(/のように入力してください/)).toBeNull();
    await userEvent.tab();
    expect(input.value).toBe('2026-04');
  });

  it('offers the choices of the field as values', async () => {
    const onChange = show(asked('venue', 'hall'));
    const values = screen.getByLabelText('値');
    expect(
      within(values)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(['市民会館', '保健センター']);
    await userEvent.selectOptions(values, '保健センター');
    expect(onChange).toHaveBeenCalledWith(asked('venue', 'center'), undefined);
  });

  it('changes to "unanswered" without `required`', async () => {
    const onChange = show(asked('venue', 'hall'));
    await userEvent.selectOptions(screen.getByLabelText('くらべ方'), 'が未入力');
    expect(onChange).toHaveBeenCalledWith({ properties: { venue: false } }, undefined);
  });

  it('takes the last condition away altogether', async () => {
    const onChange = show(asked('fever', true));
    await userEvent.click(screen.getByRole('button', { name: '条件1を削除' }));
    expect(onChange).toHaveBeenCalledWith(undefined, undefined);
  });

  it('says what it cannot edit in words, and leaves it alone while something stands beside it', async () => {
    const foreign = { properties: { email: { pattern: '[ab]c' } }, required: ['email'] };
    const onChange = show(foreign);
    expect(screen.getAllByText(/「メールアドレス」が正規表現「\[ab\]c」に合う/)).toHaveLength(2);
    expect(screen.queryByLabelText('くらべ方')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: '条件を追加' }));
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.selectOptions(screen.getByLabelText('条件2の項目'), '熱がある');
    expect(onChange).toHaveBeenLastCalledWith({ allOf: [foreign, asked('fever', true)] }, undefined);
  });

  it('makes a group within the group, and says the whole in words', async () => {
    const onChange = show(asked('fever', true));
    await userEvent.click(screen.getByRole('button', { name: 'まとまりを追加' }));
    await userEvent.selectOptions(screen.getByLabelText('条件2の1の項目'), '会場');
    await userEvent.click(screen.getByRole('button', { name: '条件2に条件を追加' }));
    await userEvent.selectOptions(screen.getByLabelText('条件2の2の項目'), '氏名');
    expect(onChange).toHaveBeenLastCalledWith(
      { allOf: [asked('fever', true), { anyOf: [asked('venue', 'hall'), { required: ['name'] }] }] },
      undefined,
    );
    expect(
      screen.getByText(
        '「熱がある」が「はい」、かつ（「会場」が「市民会館」、または「氏名」に入力がある）のとき',
      ),
    ).toBeTruthy();
    await userEvent.selectOptions(screen.getByLabelText('条件2の組み合わせ'), 'どれにもあてはまらないとき');
    expect(JSON.stringify(onChange.mock.lastCall?.[0])).toContain('{"not":{"anyOf":');
  });

  it('asks about one row of a repeating group, and waits until it is complete', async () => {
    const onChange = show({ required: ['children'] }, [], rowsSample());
    await userEvent.selectOptions(screen.getByLabelText('くらべ方'), 'の行について');
    expect(screen.getByText(/未完成：行の条件を作るまで、前の条件のまま/)).toBeTruthy();
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.selectOptions(screen.getByLabelText('条件1の行1の項目'), '年齢');
    const [, inner] = screen.getAllByLabelText('くらべ方');
    await userEvent.selectOptions(inner!, 'が次の数以下');
    expect(onChange).toHaveBeenLastCalledWith(
      {
        properties: { children: { contains: { properties: { age: { maximum: 0 } }, required: ['age'] } } },
        required: ['children'],
      },
      undefined,
    );
  });

  it('lists every choice for "the free text was chosen"', async () => {
    const onChange = show(
      {
        properties: {
          children: { contains: { properties: { school: { const: 'none' } }, required: ['school'] } },
        },
        required: ['children'],
      },
      [],
      rowsSample(),
    );
    const [, inner] = screen.getAllByLabelText('くらべ方');
    await userEvent.selectOptions(inner!, 'で「その他」を選んだ');
    expect(JSON.stringify(onChange.mock.lastCall?.[0])).toContain('{"not":{"enum":["nursery","none"]}}');
  });
});
