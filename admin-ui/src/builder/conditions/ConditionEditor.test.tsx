import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { BuilderContext } from '../builderContext';
import { asked, sample } from '../fixtures';
import type { Predicate } from '../model/document';
import { BuilderStore } from '../store';
import { ConditionEditor } from './ConditionEditor';

afterEach(cleanup);

function show(value: Predicate | undefined, without: string[] = []) {
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '', problems: [] },
    { save: vi.fn(), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  const onChange = vi.fn();
  render(
    <BuilderContext value={store}>
      <ConditionEditor title="表示する条件" value={value} without={without} onChange={onChange} />
    </BuilderContext>,
  );
  return onChange;
}

describe('ConditionEditor', () => {
  it('adds a condition about the first other field', async () => {
    const onChange = show(undefined, ['name', 'email']);
    await userEvent.click(screen.getByRole('button', { name: '条件を追加' }));
    expect(onChange).toHaveBeenCalledWith(asked('fever', true), undefined);
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
    await userEvent.selectOptions(screen.getByLabelText('たずね方'), 'が未入力');
    expect(onChange).toHaveBeenCalledWith({ properties: { venue: false } }, undefined);
  });

  it('takes the last condition away altogether', async () => {
    const onChange = show(asked('fever', true));
    await userEvent.click(screen.getByRole('button', { name: '条件1を削除' }));
    expect(onChange).toHaveBeenCalledWith(undefined, undefined);
  });

  it('shows what it cannot edit as JSON, read-only', () => {
    const onChange = show({ properties: { email: { pattern: 'example' } }, required: ['email'] });
    expect(screen.getByText(/"pattern": "example"/)).toBeTruthy();
    expect(screen.queryByLabelText('たずね方')).toBeNull();
    expect(onChange).not.toHaveBeenCalled();
  });
});
