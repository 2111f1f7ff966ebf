/**
 * The copies of unsaved drafts that survive a reload or a crash: per person and form one for every screen that edits, so
 * that no screen drops what another one has not saved. Never holds answers.
 */
import { writtenDown } from '../../api/written';
import type { FormDocument } from '../model/document';
import { randomId } from '../model/randomId';
import { hold, stillHeld } from './holding';

export interface LocalCopy {
  revision: number;
  document: FormDocument;
  at: number;
  /** What the server had at that revision: what changes of others are merged over. */
  base?: FormDocument;
  /** What was sent at that revision without an answer: the server may have it. */
  sent?: readonly FormDocument[];
}

/** A copy whose screen is gone. */
export interface LeftCopy extends LocalCopy {
  key: string;
}

/** The first that was sent without an answer, and the last ones: one of them the server may have. */
const SENT_KEPT = 4;

const prefixOf = (staff: string, form: string) => `madoguchi.draft.${staff}.${form}`;
const partsOf = (key: string) => [key, `${key}.base`, `${key}.sent`] as const;

/** The copy of one screen. `hold` it while the screen lives: it is offered to nobody meanwhile. */
export class OwnCopy {
  private readonly key: string;
  private base: FormDocument | null = null;
  private sentAt: number | null = null;
  /** Written down already: a large form takes long to write. */
  private sent: string[] = [];

  constructor(staff: string, form: string, id = randomId()) {
    this.key = `${prefixOf(staff, form)}.${id}`;
  }

  /** Gives what ends it. */
  hold(): () => void {
    return hold(this.key);
  }

  /** `base` is written once per revision, not with every keystroke. */
  keep(revision: number, document: FormDocument, base: FormDocument | null, at: number): void {
    const [copy, baseKey] = partsOf(this.key);
    write(copy, `{"revision":${revision},"at":${at},"document":${writtenDown(document)}}`);
    if (base !== null && base !== this.base) {
      write(baseKey, `{"revision":${revision},"document":${writtenDown(base)}}`);
    }
    this.base = base;
  }

  /** Before it is sent: the answer may never come. */
  sending(revision: number, document: FormDocument): void {
    if (this.sentAt !== revision) this.sent = [];
    this.sentAt = revision;
    const text = writtenDown(document);
    if (this.sent.includes(text)) return;
    this.sent.push(text);
    if (this.sent.length > SENT_KEPT) this.sent.splice(1, 1);
    write(partsOf(this.key)[2], `{"revision":${revision},"documents":[${this.sent.join()}]}`);
  }

  drop(): void {
    this.base = null;
    this.sentAt = null;
    dropCopy(this.key);
  }
}

export function dropCopy(key: string): void {
  try {
    for (const part of partsOf(key)) localStorage.removeItem(part);
  } catch {
    // As in `write`.
  }
}

/** The copies that no living screen holds, newest first; what is equal to `shown` is only a leftover and goes. */
export async function leftCopies(staff: string, form: string, shown: unknown): Promise<LeftCopy[]> {
  const found = keysOf(prefixOf(staff, form)).flatMap((key) => readCopy(key) ?? []);
  if (found.length === 0) return [];
  const held = await stillHeld(found.map(({ key }) => key));
  const left = found.filter(({ key }) => !held.has(key));
  const text = JSON.stringify(shown);
  return left
    .filter(({ key, document }) => {
      if (JSON.stringify(document) !== text) return true;
      dropCopy(key);
      return false;
    })
    .sort((one, other) => other.at - one.at);
}

/** One without an id is of the time when all screens shared one: read like the others, never written again. */
function keysOf(prefix: string): string[] {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at) ?? '');
    return keys.filter((key) => {
      const rest = key.slice(prefix.length);
      return key.startsWith(prefix) && (rest === '' || /^\.(?!base$|sent$)[^.]+$/.test(rest));
    });
  } catch {
    return [];
  }
}

function readCopy(key: string): LeftCopy | null {
  const [copyKey, baseKey, sentKey] = partsOf(key);
  const copy = read<Partial<LocalCopy>>(copyKey);
  const { revision, document, at } = copy ?? {};
  if (typeof revision !== 'number' || typeof document !== 'object' || document === null) return null;
  const base = read<{ revision: number; document: FormDocument }>(baseKey);
  const sent = read<{ revision: number; documents: FormDocument[] }>(sentKey);
  return {
    key,
    revision,
    document,
    at: at ?? 0,
    ...(base?.revision === revision && { base: base.document }),
    ...(sent?.revision === revision && { sent: sent.documents }),
  };
}

function write(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // A full or forbidden storage only costs the safety net; the save to the server goes on. Without what it began
    // with every difference to another's version is asked about.
  }
}

function read<T>(key: string): T | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as T);
  } catch {
    return null;
  }
}
