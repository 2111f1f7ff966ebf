/**
 * Undo and redo over immutable snapshots: a step back is a pointer. Edits with the same key within a second are one
 * step, so a word typed is one undo. The clock is an argument.
 */
import { blockText, labelOf, pageTitle, type FormDocument } from '../model/document';

export interface Selection {
  page: number;
  /** Index of the block on the page; null selects the page itself. */
  block: number | null;
  /** All chosen blocks of the page in their order, `block` among them; only where there are several. */
  many?: readonly number[] | undefined;
  /** A member of the repeating group that stands in the block. */
  member?: string | undefined;
}

export interface Snapshot {
  document: FormDocument;
  selection: Selection;
  /** What was done to come here; empty for the first. */
  name: string;
  /** When, in milliseconds; absent for the first. */
  at?: number;
  /** What was chosen then, in words. */
  about?: string;
  /** Whose saved changes came in with it, in words: before it they are not there. */
  who?: string;
}

/** A step as the list of steps shows it. The first is the document as it was opened. */
export interface Step {
  name: string;
  /** What it was done to; empty where that says nothing. */
  about: string;
  at: number | null;
  /** Whose saved changes came in with it. */
  who?: string;
}

export interface History {
  past: readonly Snapshot[];
  present: Snapshot;
  future: readonly Snapshot[];
  lastKey: string | null;
  lastAt: number;
}

export const COALESCE_MS = 1000;

export function startHistory(document: FormDocument): History {
  return {
    past: [],
    present: { document, selection: { page: 0, block: null }, name: '' },
    future: [],
    lastKey: null,
    lastAt: Number.NEGATIVE_INFINITY,
  };
}

/** Records a new present. `key` names the thing being typed into, or null for a step of its own. */
export function record(history: History, next: Snapshot, key: string | null, now: number): History {
  if (next.document === history.present.document) return select(history, next.selection);
  const joins = key !== null && key === history.lastKey && now - history.lastAt <= COALESCE_MS;
  return {
    past: joins ? history.past : [...history.past, history.present],
    present: { ...next, at: now, about: aboutOf(next) },
    future: [],
    lastKey: key,
    lastAt: now,
  };
}

/** Selecting is not a step, but it ends the step being typed. */
export function select(history: History, selection: Selection): History {
  const { page, block, member, many } = history.present.selection;
  const isSame = page === selection.page && block === selection.block && member === selection.member;
  if (isSame && many?.join() === selection.many?.join()) return history;
  return { ...history, present: { ...history.present, selection }, lastKey: null };
}

export function undo(history: History): History {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  return {
    past: history.past.slice(0, -1),
    present: previous,
    future: [history.present, ...history.future],
    lastKey: null,
    lastAt: history.lastAt,
  };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return {
    past: [...history.past, history.present],
    present: next,
    future,
    lastKey: null,
    lastAt: history.lastAt,
  };
}

const all = ({ past, present, future }: History): Snapshot[] => [...past, present, ...future];

/** Everything that was done, oldest first, with what can be done again. */
export const stepsOf = (history: History): Step[] =>
  all(history).map((snapshot) => ({
    name: snapshot.name,
    about: snapshot.about ?? '',
    at: snapshot.at ?? null,
    ...(snapshot.who !== undefined && { who: snapshot.who }),
  }));

/** Whose changes went on the way from one present to an earlier one, each once. */
export function leftBehind(from: History, to: History): string[] {
  const gone = [...from.past, from.present].slice(to.past.length + 1);
  return [...new Set(gone.flatMap(({ who }) => who ?? []))];
}

/** To any step, back or forth; nothing is forgotten until the next edit. */
export function goTo(history: History, step: number): History {
  const snapshots = all(history);
  const present = snapshots[step];
  if (present === undefined || step === history.past.length) return history;
  return {
    past: snapshots.slice(0, step),
    present,
    future: snapshots.slice(step + 1),
    lastKey: null,
    lastAt: history.lastAt,
  };
}

/** What stood chosen when the step was done. */
function aboutOf({ document, selection: { page, block } }: Snapshot): string {
  const chosen = document['x-pages'][page];
  if (chosen === undefined) return '';
  const entry = block === null ? undefined : chosen.blocks[block];
  if (entry === undefined) return pageTitle(chosen, page);
  return entry.field === undefined ? blockText(entry) : labelOf(document, entry.field);
}
