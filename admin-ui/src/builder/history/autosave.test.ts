import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/http';
import { MESSAGES } from '../../api/messages';
import type { SavedDraft } from '../../api/types';
import { saveWords } from '../SaveStatus';
import { Autosave, MAX_WAIT_MS, SAVE_AFTER_MS, type SaveState } from './autosave';

const draft = (revision: number): SavedDraft => ({
  revision,
  problems: [],
  saved_at: '2026-11-21T05:03:00Z',
  saved_by: null,
});

function setUp() {
  const states: SaveState['kind'][] = [];
  const save = vi.fn<(revision: number, document: string) => Promise<SavedDraft>>();
  const keep = vi.fn();
  const drop = vi.fn();
  const autosave = new Autosave<string>(
    { revision: 1, savedAt: '2026-11-21T05:00:00Z' },
    { save, keep, drop, onSaved: vi.fn(), onState: (state) => states.push(state.kind) },
  );
  const edit = (document: string) => autosave.edited(document, Date.now());
  return { autosave, save, keep, drop, states, edit };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('saving', () => {
  it('saves once, within a second of the last keystroke, with the revision last seen', async () => {
    const { autosave, save, edit, states, keep, drop } = setUp();
    save.mockResolvedValueOnce(draft(2)).mockResolvedValueOnce(draft(3));
    edit('a');
    await vi.advanceTimersByTimeAsync(300);
    edit('ab');
    expect(save).not.toHaveBeenCalled();
    expect(autosave.isDirty).toBe(true);
    expect(SAVE_AFTER_MS).toBeLessThan(1000);
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(save.mock.calls).toEqual([[1, 'ab']]);
    expect(states).toEqual(['waiting', 'waiting', 'saving', 'saved']);
    expect(keep).toHaveBeenLastCalledWith(1, 'ab');
    expect(drop).toHaveBeenCalledOnce();
    expect(autosave.isDirty).toBe(false);
    edit('abc');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(save).toHaveBeenLastCalledWith(2, 'abc');
  });

  it('does not wait for ever for a pause in typing', async () => {
    const { save, edit } = setUp();
    save.mockResolvedValue(draft(2));
    for (let at = 0; at < MAX_WAIT_MS; at += 250) {
      edit(`text ${at}`);
      await vi.advanceTimersByTimeAsync(250);
    }
    expect(save).toHaveBeenCalled();
  });

  it('never has two saves under way, and saves what was typed meanwhile', async () => {
    const { save, edit, states } = setUp();
    let finish: (draft: SavedDraft) => void = () => undefined;
    save.mockReturnValueOnce(new Promise((resolve) => (finish = resolve))).mockResolvedValueOnce(draft(3));
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    edit('ab');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 3);
    expect(save).toHaveBeenCalledTimes(1);
    finish(draft(2));
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(save.mock.calls).toEqual([
      [1, 'a'],
      [2, 'ab'],
    ]);
    expect(states.at(-1)).toBe('saved');
  });

  it('flush saves at once', async () => {
    const { autosave, save, edit } = setUp();
    save.mockResolvedValue(draft(2));
    edit('a');
    await autosave.flush();
    expect(save).toHaveBeenCalledWith(1, 'a');
    expect(autosave.isDirty).toBe(false);
    expect(autosave.savedRevision).toBe(2);
  });
});

describe('waiting until all is saved', () => {
  /** A save that is answered by hand. */
  function slowly() {
    const set = setUp();
    const answers: ((draft: SavedDraft) => void)[] = [];
    set.save.mockImplementation(() => new Promise((resolve) => answers.push(resolve)));
    const answer = async (revision: number) => {
      answers.shift()!(draft(revision));
      await vi.advanceTimersByTimeAsync(0);
    };
    return { ...set, answer };
  }

  it('waits for the save that a timer behind a slow one begins', async () => {
    const { autosave, save, edit, answer } = slowly();
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    edit('ab');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    const whole = vi.fn();
    void autosave.saved().then(whole);
    await answer(2);
    expect(save).toHaveBeenLastCalledWith(2, 'ab');
    expect(whole).not.toHaveBeenCalled();
    await answer(3);
    expect(whole).toHaveBeenCalledWith(3);
    expect(save).toHaveBeenCalledTimes(2);
  });

  it('waits for what is typed meanwhile as well', async () => {
    const { autosave, save, edit, answer } = slowly();
    edit('a');
    const whole = vi.fn();
    void autosave.flush().then(whole);
    edit('ab');
    await answer(2);
    expect(whole).not.toHaveBeenCalled();
    await answer(3);
    expect(whole).toHaveBeenCalledOnce();
    expect(autosave.isDirty).toBe(false);
    expect(save).toHaveBeenLastCalledWith(2, 'ab');
  });

  it.each([
    [new ApiError(0, { code: 'offline' }), 'offline'],
    [new ApiError(409, { code: 'conflict', revision: 7 }), 'draft-conflict'],
    [new ApiError(413, { code: 'payload-too-large' }), 'payload-too-large'],
    [new ApiError(500, { code: 'internal' }), 'internal'],
    [new ApiError(429, { code: 'too-many-attempts' }), 'unavailable'],
    [new ApiError(401, { code: 'unauthenticated' }), 'unauthenticated'],
  ])('says why it could not: %s', async (error, code) => {
    const { autosave, save, edit } = setUp();
    save.mockRejectedValue(error);
    edit('a');
    await expect(autosave.saved()).rejects.toMatchObject({ code });
    expect(MESSAGES).toHaveProperty([code]);
  });
});

describe('failing', () => {
  it('an answer is not a missing network, and says when to come again', async () => {
    const { autosave, save, edit, states } = setUp();
    save
      .mockRejectedValueOnce(new ApiError(429, { code: 'too-many-attempts' }, 30))
      .mockResolvedValueOnce(draft(2));
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(autosave.state).toMatchObject({ kind: 'busy', retryInMs: 30_000 });
    expect(saveWords(autosave.state)).toBe('未保存 – サーバーが応答していません');
    edit('ab');
    await vi.advanceTimersByTimeAsync(29_000);
    expect(save).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(save).toHaveBeenLastCalledWith(1, 'ab');
    expect(states.at(-1)).toBe('saved');
  });

  it('offline: backs off, keeps the copy, saves the newest when the network is back', async () => {
    const { autosave, save, edit, states, drop } = setUp();
    save.mockRejectedValue(new ApiError(0, { code: 'offline' }));
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(states.at(-1)).toBe('offline');
    expect(autosave.state).toMatchObject({ kind: 'offline', retryInMs: 2000 });
    edit('ab');
    await vi.advanceTimersByTimeAsync(2000);
    expect(save).toHaveBeenCalledTimes(2);
    expect(save).toHaveBeenLastCalledWith(1, 'ab');
    expect(autosave.state).toMatchObject({ kind: 'offline', retryInMs: 4000 });
    expect(drop).not.toHaveBeenCalled();
    save.mockResolvedValue(draft(2));
    autosave.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe('saved');
    expect(drop).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(save).toHaveBeenCalledTimes(3);
  });

  it('a busy server is tried again by itself', async () => {
    const { save, edit, states } = setUp();
    save.mockRejectedValueOnce(new ApiError(503, { code: 'unavailable' })).mockResolvedValueOnce(draft(2));
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS + 2000);
    expect(states.at(-1)).toBe('saved');
  });

  it('a lost session waits for the sign-in and then goes on', async () => {
    const { autosave, save, edit, states } = setUp();
    save
      .mockRejectedValueOnce(new ApiError(401, { code: 'unauthenticated' }))
      .mockResolvedValueOnce(draft(2));
    edit('a');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    edit('ab');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toBe('signedOut');
    await autosave.flush();
    expect(save).toHaveBeenCalledTimes(1);
    autosave.resume();
    await vi.advanceTimersByTimeAsync(0);
    expect(save).toHaveBeenLastCalledWith(1, 'ab');
    expect(states.at(-1)).toBe('saved');
  });

  it('a refusal is said, and the next edit tries again', async () => {
    const { save, edit, states } = setUp();
    save
      .mockRejectedValueOnce(new ApiError(413, { code: 'payload-too-large' }))
      .mockResolvedValueOnce(draft(2));
    edit('a');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(states.at(-1)).toBe('refused');
    edit('');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(states.at(-1)).toBe('saved');
  });
});

describe('a conflict', () => {
  const conflict = () =>
    new ApiError(409, {
      code: 'conflict',
      revision: 7,
      edited_by: '試験 太郎',
      edited_at: '2026-11-21T05:01:00Z',
    });

  it('stops saving until the person chooses, and names the other editor', async () => {
    const { autosave, save, edit } = setUp();
    save.mockRejectedValueOnce(conflict());
    edit('mine');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    expect(autosave.state).toMatchObject({
      kind: 'conflict',
      conflict: { revision: 7, editedBy: '試験 太郎' },
    });
    edit('mine, more');
    await autosave.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(autosave.isDirty).toBe(true);
  });

  it('merged: goes on from the other revision', async () => {
    const { autosave, save, edit, states } = setUp();
    save.mockRejectedValueOnce(conflict()).mockResolvedValueOnce(draft(8));
    edit('mine');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    autosave.goOn(7, 'both');
    await vi.advanceTimersByTimeAsync(0);
    expect(save).toHaveBeenLastCalledWith(7, 'both');
    expect(states.at(-1)).toBe('saved');
  });

  it('theirs: nothing is pending any more', async () => {
    const { autosave, save, edit, drop } = setUp();
    save.mockRejectedValueOnce(conflict());
    edit('mine');
    await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
    autosave.reset(7, '2026-11-21T05:01:00Z');
    expect(autosave.isDirty).toBe(false);
    expect(drop).toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
  });
});
