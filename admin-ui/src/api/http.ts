/**
 * One request to the server. Every failure becomes an `ApiError` with a stable code: the server's own, or `offline`
 * when no answer came. Prose for the codes is in `messages.ts`. Nothing else in the app calls `fetch`.
 */
import type { ProblemBody } from './types';

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly body: ProblemBody;
  readonly retryAfter: number | null;

  constructor(status: number, body: ProblemBody, retryAfter: number | null = null) {
    super(body.code);
    this.name = 'ApiError';
    this.code = body.code;
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/** Whether it was refused because somebody else was faster. */
export const isConflict = (error: unknown): error is ApiError =>
  error instanceof ApiError && error.code === 'conflict';

export interface RequestOptions {
  body?: unknown;
  /** A body of JSON that has been written down already. */
  written?: string;
  /** A file as it is, instead of a body of JSON. */
  file?: Blob;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Sent although the page is being left. */
  isLast?: boolean;
}

export const API = '/api/v1/staff';

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Told whenever the server says that nobody is signed in (not for a refused sign-in). */
export function onSignedOut(listener: Listener): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** `path` stands below the staff API, or is a whole path of the public API. */
export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  const init: RequestInit = { method, headers, credentials: 'same-origin', cache: 'no-store' };
  if (options.isLast) init.keepalive = true;
  if (options.signal) init.signal = options.signal;
  if (options.body !== undefined || options.written !== undefined) {
    headers['Content-Type'] = 'application/json';
    init.body = options.written ?? JSON.stringify(options.body);
  }
  if (options.file !== undefined) {
    headers['Content-Type'] = 'application/octet-stream';
    init.body = options.file;
  }
  let response: Response;
  try {
    response = await fetch(path.startsWith('/api/') ? path : API + path, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, { code: 'offline' });
  }
  if (!response.ok) throw await errorOf(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function errorOf(response: Response): Promise<ApiError> {
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  let body: ProblemBody = { code: codeOfStatus(response.status) };
  try {
    const parsed = (await response.json()) as Partial<ProblemBody>;
    if (typeof parsed.code === 'string') body = { ...parsed, code: parsed.code };
  } catch {
    // A proxy may answer with HTML; the status alone then tells what happened.
  }
  if (body.code === 'unauthenticated') signedOutListeners.forEach((listener) => listener());
  return new ApiError(response.status, body, Number.isNaN(retryAfter) ? null : retryAfter);
}

function codeOfStatus(status: number): string {
  const codes: Record<number, string> = {
    401: 'unauthenticated',
    403: 'forbidden',
    404: 'not-found',
    409: 'conflict',
    413: 'payload-too-large',
    429: 'too-many-attempts',
    502: 'unavailable',
    503: 'unavailable',
    504: 'unavailable',
  };
  return codes[status] ?? (status >= 500 ? 'internal' : 'invalid-request');
}
