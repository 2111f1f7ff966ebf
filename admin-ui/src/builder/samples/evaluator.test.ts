import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Evaluated } from '../../api/types';
import { sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { DELAY_MS, Evaluator } from './evaluator';

const nothing: Evaluated = { evaluation: null, problems: [] };

function set() {
  let document: FormDocument = sample();
  const listeners = new Set<() => void>();
  const evaluate = vi.fn(async (..._asked: unknown[]) => nothing);
  const functions = vi.fn(async () => [{ name: 'sum', call: 'sum(…)', examples: [] }]);
  const source = {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getState: () => ({ document }),
  };
  const edit = (title: string) => {
    document = { ...document, title };
    listeners.forEach((listener) => listener());
  };
  return { evaluator: new Evaluator(source, { evaluate, functions }), evaluate, functions, edit, listeners };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('Evaluator', () => {
  it('asks nobody while nobody looks', async () => {
    const { evaluator, evaluate, edit } = set();
    evaluator.answer('fever', true);
    edit('a');
    await vi.advanceTimersByTimeAsync(DELAY_MS * 3);
    expect(evaluate).not.toHaveBeenCalled();
    const leave = evaluator.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(evaluate).toHaveBeenCalledExactlyOnceWith(expect.anything(), { fever: true });
    leave();
    edit('b');
    await vi.advanceTimersByTimeAsync(DELAY_MS * 3);
    expect(evaluate).toHaveBeenCalledTimes(1);
  });

  it('asks once for many changes, about the last of them', async () => {
    const { evaluator, evaluate, edit } = set();
    evaluator.subscribe(() => undefined);
    for (const title of ['1', '12', '123']) edit(title);
    evaluator.answer('venue', 'hall');
    evaluator.answer('venue', undefined);
    expect(evaluator.getState().isWaiting).toBe(true);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(evaluate).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ title: '123' }), {});
    expect(evaluator.getState()).toMatchObject({ isWaiting: false, evaluated: nothing });
  });

  it('throws away what comes too late', async () => {
    const { evaluator, evaluate, edit } = set();
    const answers: ((value: Evaluated) => void)[] = [];
    evaluate.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    evaluator.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    edit('b');
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    const second = { ...nothing, problems: [] };
    answers[1]?.(second);
    answers[0]?.(nothing);
    await vi.advanceTimersByTimeAsync(0);
    expect(evaluator.getState().evaluated).toBe(second);
  });

  it('keeps the answers when the server cannot be asked', async () => {
    const { evaluator, evaluate } = set();
    evaluate.mockRejectedValueOnce(new Error('offline'));
    evaluator.subscribe(() => undefined);
    evaluator.answer('fever', true);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(evaluator.getState()).toMatchObject({
      hasFailed: true,
      isWaiting: false,
      answers: { fever: true },
    });
    evaluator.answer('fever', undefined);
    await vi.advanceTimersByTimeAsync(DELAY_MS);
    expect(evaluator.getState().hasFailed).toBe(false);
  });
});
