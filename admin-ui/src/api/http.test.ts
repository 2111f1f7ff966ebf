import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApiError, onSignedOut, request } from './http';
import { MESSAGES, messageOf } from './messages';
import { forms } from './staffApi';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  vi.fn(async () => new Response(body === undefined ? null : JSON.stringify(body), { status, headers }));

afterEach(() => vi.unstubAllGlobals());

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

describe('request', () => {
  it('sends the draft with the revision in If-Match', async () => {
    const fetch = answer(200, { revision: 5, problems: [], saved_at: '', saved_by: null });
    vi.stubGlobal('fetch', fetch);
    await forms.saveDraft('form_1', 4, { title: '見本' });
    const [url, init] = fetch.mock.calls[0] as unknown as [string, RequestInit];
    expect(url).toBe('/api/v1/staff/forms/form_1/draft');
    expect(init.method).toBe('PUT');
    expect(init.headers).toMatchObject({ 'If-Match': '"4"', 'Content-Type': 'application/json' });
    expect(init.body).toBe('{"title":"見本"}');
  });

  it('is offline when no answer comes', async () => {
    vi.stubGlobal('fetch', vi.fn().mockRejectedValue(new TypeError('network')));
    expect((await failure(request('GET', '/forms'))).code).toBe('offline');
  });

  it('keeps the code and the body of a problem', async () => {
    vi.stubGlobal('fetch', answer(409, { code: 'conflict', revision: 7, edited_by: '試験 太郎' }));
    const error = await failure(request('PUT', '/forms/form_1/draft'));
    expect(error).toMatchObject({ code: 'conflict', status: 409, body: { revision: 7 } });
  });

  it('makes a code of the status when a proxy answers with something else', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => new Response('<html>', { status: 502 })),
    );
    expect((await failure(request('GET', '/forms'))).code).toBe('unavailable');
  });

  it('tells when nobody is signed in, but not for a refused sign-in', async () => {
    const listener = vi.fn();
    const stop = onSignedOut(listener);
    vi.stubGlobal('fetch', answer(401, { code: 'sign-in-failed' }));
    await failure(request('POST', '/session'));
    expect(listener).not.toHaveBeenCalled();
    vi.stubGlobal('fetch', answer(401, { code: 'unauthenticated' }));
    await failure(request('GET', '/forms'));
    expect(listener).toHaveBeenCalledOnce();
    stop();
  });

  it('reads 204 as nothing', async () => {
    vi.stubGlobal('fetch', answer(204, undefined));
    expect(await request('DELETE', '/session')).toBeUndefined();
  });
});

describe('messages', () => {
  it('has a sentence for every code of the server', () => {
    const source = readFileSync(resolve(import.meta.dirname, '../../../server/src/http/error.rs'), 'utf8');
    const codes = [...source.matchAll(/^\s+\w+ = "([a-z-]+)", [A-Z_]+, "/gm)].map(([, code]) => code!);
    expect(codes.length).toBeGreaterThan(10);
    expect(codes.filter((code) => MESSAGES[code] === undefined)).toEqual([]);
  });

  it('says how long to wait', () => {
    expect(messageOf(new ApiError(429, { code: 'too-many-attempts' }, 301))).toContain('およそ6分後');
  });
  it('names the fields of a refused request, and the code of an unknown error', () => {
    const error = new ApiError(422, {
      code: 'invalid-request',
      violations: [{ at: '/email', code: 'email', params: {} }],
    });
    expect(messageOf(error)).toContain('メールアドレス（メールアドレスの形になっていません）');
    expect(messageOf(new ApiError(418, { code: 'teapot' }))).toContain('teapot');
    expect(messageOf(new Error('x'))).toContain('再読み込み');
  });
  it('gives the number to tell the person in charge of the system', () => {
    expect(messageOf(new ApiError(500, { code: 'internal', request_id: 'r-9' }))).toContain('r-9');
  });
});
