import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail } from '../../api/types';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { ChoicesEditor } from '../inspector/ChoicesEditor';
import { PublishForm } from '../publish/PublishForm';
import { SampleInput } from '../samples/SampleInput';
import { formDetail } from '../settings/testForm';
import { BuilderStore } from '../store';
import { LanguageBar } from '../translations/LanguageBar';
import { useUndoKeys } from './undoKeys';

afterEach(cleanup);

function Keys() {
  useUndoKeys();
  return null;
}

/** A form whose name was changed, beside a part of the builder. */
function open(part: ReactNode) {
  let now = 0;
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '', problems: [] },
    {
      save: () => new Promise<never>(() => undefined),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  store.dispatch({ type: 'editForm', patch: { title: '別の名前' } });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>
        <Keys />
        {part}
      </BuilderContext>
    </QueryClientProvider>,
  );
  return () => store.getState().document.title;
}

/** Whether the key was left to the browser. */
const undo = (on: Element) => fireEvent.keyDown(on, { key: 'z', ctrlKey: true });

it('takes back the last step of the form', () => {
  const title = open(<button type="button">ほか</button>);
  expect(undo(screen.getByRole('button'))).toBe(false);
  expect(title()).toBe('見本');
});

it.each([
  [
    'the note to the approver',
    /^承認する人への連絡/,
    <PublishForm form={{ ...formDetail(), needs_approval: true } as FormDetail} onDone={vi.fn()} />,
  ],
  [
    'a sample answer',
    /^答え/,
    <SampleInput label="答え" schema={{ type: 'string' }} value={undefined} onChange={vi.fn()} />,
  ],
  [
    'a part of a sample answer',
    /^姓$|^名字$|^氏$/,
    <SampleInput label="答え" schema={{ 'x-kind': 'personName' }} value={undefined} onChange={vi.fn()} />,
  ],
])('leaves %s to the browser', (_, label, part) => {
  const title = open(part);
  expect(undo(screen.getByLabelText(label))).toBe(true);
  expect(title()).toBe('別の名前');
});

it('leaves the tag of a language to the browser', () => {
  const title = open(<LanguageBar languages={[]} language={null} onChoose={vi.fn()} />);
  fireEvent.change(screen.getByLabelText('追加する言語'), { target: { value: 'other' } });
  expect(undo(screen.getByLabelText(/^言語のタグ/))).toBe(true);
  expect(title()).toBe('別の名前');
});

it('leaves the value of a choice to the browser until it is left', () => {
  const schema = sample().properties.venue!;
  const title = open(<ChoicesEditor name="venue" schema={schema} edit={vi.fn()} />);
  fireEvent.click(screen.getByRole('checkbox', { name: /値も編集する/ }));
  expect(undo(screen.getAllByLabelText('値')[0]!)).toBe(true);
  expect(title()).toBe('別の名前');
});
