/**
 * Keeps the server's draft equal to what is on the screen. One save at a time, `If-Match` with the revision last seen,
 * back-off while the server cannot be reached. It never gives an edit up: what is not saved is in the local copy.
 * Knows nothing of React and of the shape of a document.
 */
import { ApiError } from '../../api/http';
import type { SavedDraft } from '../../api/types';

export const SAVE_AFTER_MS = 600;
export const MAX_WAIT_MS = 5_000;
const FIRST_RETRY_MS = 2_000;
/** Nobody waits longer for a server that is back: the browser does not tell of that. */
const LAST_RETRY_MS = 15_000;
/** Whatever the server says of when to come again: a tab that lies open must not wait for days. */
const LONGEST_WAIT_MS = 60 * 60_000;

export interface Conflict {
  revision: number;
  editedBy: string | null;
  editedAt: string | null;
  detail: string | null;
}

export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  /** No answer came. */
  | { kind: 'offline'; retryInMs: number }
  /** An answer came, that it does not go now. */
  | { kind: 'busy'; retryInMs: number; error: ApiError }
  | { kind: 'signedOut' }
  | { kind: 'refused'; error: ApiError }
  | { kind: 'conflict'; conflict: Conflict };

export interface AutosavePorts<D> {
  save: (revision: number, document: D) => Promise<SavedDraft>;
  /** Keeps or drops the copy that survives a reload. */
  keep: (revision: number, document: D) => void;
  drop: () => void;
  onSaved: (draft: SavedDraft, document: D) => void;
  onState: (state: SaveState) => void;
}

export class Autosave<D> {
  private readonly ports: AutosavePorts<D>;
  private revision: number;
  private pending: { document: D } | null = null;
  private isSaving = false;
  private isStopped = false;
  private retryMs = FIRST_RETRY_MS;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private firstEditAt: number | null = null;
  private current: SaveState;

  constructor(start: { revision: number; savedAt: string }, ports: AutosavePorts<D>) {
    this.ports = ports;
    this.revision = start.revision;
    this.current = { kind: 'saved', at: start.savedAt };
  }

  get state(): SaveState {
    return this.current;
  }

  /** True while something on the screen is not on the server. */
  get isDirty(): boolean {
    return this.pending !== null || this.isSaving;
  }

  get savedRevision(): number {
    return this.revision;
  }

  edited(document: D, now: number): void {
    this.pending = { document };
    this.ports.keep(this.revision, document);
    // A conflict waits for the person's choice, a lost session for the sign-in.
    if (this.current.kind === 'conflict' || this.current.kind === 'signedOut') return;
    if (this.current.kind === 'offline' || this.current.kind === 'busy') return;
    if (!this.isSaving) this.become({ kind: 'waiting' });
    this.firstEditAt ??= now;
    const patience = Math.max(0, this.firstEditAt + MAX_WAIT_MS - now);
    this.schedule(Math.min(SAVE_AFTER_MS, patience));
  }

  /** Save now what is pending: before publishing, on leaving the screen, when the network is back. */
  async flush(): Promise<void> {
    // A conflict waits for the choice; after a lost session somebody else may be signed in (see `resume`).
    if (this.current.kind === 'conflict' || this.current.kind === 'signedOut') return;
    do await this.saveAtOnce();
    while (this.current.kind === 'waiting' || this.current.kind === 'saving');
  }

  /** Saves what is pending and gives the revision that the screen shows; fails with the reason why it could not. */
  async saved(): Promise<number> {
    await this.flush();
    if (this.isDirty) throw reasonOf(this.current);
    return this.revision;
  }

  /** The same person is signed in again, or the network is back. */
  resume(): void {
    if (!['offline', 'busy', 'signedOut'].includes(this.current.kind)) return;
    this.retryMs = FIRST_RETRY_MS;
    void this.saveAtOnce();
  }

  /** After a conflict: the document holds what the other version changed, and goes on from its revision. */
  goOn(revision: number, document: D): void {
    if (this.current.kind !== 'conflict') return;
    this.revision = revision;
    this.pending = { document };
    this.ports.keep(this.revision, document);
    this.become({ kind: 'waiting' });
    void this.flush();
  }

  /** The screen shows what the server has: nothing is pending any more. */
  reset(revision: number, savedAt: string): void {
    this.cancelTimer();
    this.revision = revision;
    this.pending = null;
    this.ports.drop();
    this.become({ kind: 'saved', at: savedAt });
  }

  /** Tries no more by itself; the copy stays for whoever goes on. */
  stop(): void {
    this.isStopped = true;
    this.cancelTimer();
  }

  private async saveAtOnce(): Promise<void> {
    this.cancelTimer();
    await this.saveNow();
  }

  private schedule(ms: number): void {
    this.cancelTimer();
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      void this.saveNow();
    }, ms);
  }

  private cancelTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private running: Promise<void> | null = null;

  private async saveNow(): Promise<void> {
    // Another that waits here may have begun the next save meanwhile: that one is waited for as well.
    while (this.isSaving) {
      await this.running;
      if (this.current.kind !== 'waiting' && this.current.kind !== 'saving') return;
    }
    this.cancelTimer();
    if (this.pending === null) return;
    this.running = this.saveOnce(this.pending.document);
    await this.running;
  }

  private async saveOnce(document: D): Promise<void> {
    this.pending = null;
    this.isSaving = true;
    this.firstEditAt = null;
    this.become({ kind: 'saving' });
    try {
      const draft = await this.ports.save(this.revision, document);
      this.isSaving = false;
      this.succeeded(draft, document);
    } catch (error) {
      this.isSaving = false;
      this.pending ??= { document };
      this.failed(error);
    }
  }

  private succeeded(draft: SavedDraft, document: D): void {
    this.revision = draft.revision;
    this.retryMs = FIRST_RETRY_MS;
    this.ports.onSaved(draft, document);
    if (this.pending === null) {
      this.ports.drop();
      this.become({ kind: 'saved', at: draft.saved_at });
      return;
    }
    this.ports.keep(this.revision, this.pending.document);
    this.become({ kind: 'waiting' });
    if (this.timer === null) this.schedule(SAVE_AFTER_MS);
  }

  private failed(error: unknown): void {
    const problem = error instanceof ApiError ? error : new ApiError(0, { code: 'offline' });
    if (problem.code === 'conflict') return this.conflicted(problem);
    if (problem.code === 'unauthenticated') {
      this.cancelTimer();
      return this.become({ kind: 'signedOut' });
    }
    if (problem.status >= 400 && problem.status < 500 && problem.status !== 429 && problem.status !== 408) {
      this.cancelTimer();
      return this.become({ kind: 'refused', error: problem });
    }
    const asked = Math.min((problem.retryAfter ?? 0) * 1000, LONGEST_WAIT_MS);
    const retryInMs = Math.max(asked, this.retryMs);
    if (problem.status === 0) this.become({ kind: 'offline', retryInMs });
    else this.become({ kind: 'busy', retryInMs, error: problem });
    this.schedule(retryInMs);
    this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
  }

  private conflicted({ body }: ApiError): void {
    this.cancelTimer();
    this.become({
      kind: 'conflict',
      conflict: {
        revision: body.revision ?? this.revision,
        editedBy: body.edited_by ?? null,
        editedAt: body.edited_at ?? null,
        detail: body.detail ?? null,
      },
    });
  }

  private become(state: SaveState): void {
    this.current = state;
    this.ports.onState(state);
  }
}

/** Why what is on the screen is not on the server. */
function reasonOf(state: SaveState): ApiError {
  switch (state.kind) {
    case 'refused':
      return state.error;
    case 'busy':
      // The words for too many attempts are about signing in.
      return state.error.status === 429 ? new ApiError(429, { code: 'unavailable' }) : state.error;
    case 'conflict':
      return new ApiError(409, { code: 'draft-conflict' });
    case 'signedOut':
      return new ApiError(401, { code: 'unauthenticated' });
    case 'offline':
      return new ApiError(0, { code: 'offline' });
    default:
      return new ApiError(0, { code: 'still-saving' });
  }
}
