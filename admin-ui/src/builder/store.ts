/**
 * What the builder shows, outside React: history, save state, problems. Screens read snapshots with
 * `useSyncExternalStore` and change things only through `dispatch`, whatever the gesture was.
 */
import type { Problem, SavedDraft } from '../api/types';
import { apply, COMMAND_NAMES, type Command } from './commands';
import { Autosave, type AutosavePorts, type SaveState } from './history/autosave';
import {
  goTo,
  record,
  redo,
  select,
  startHistory,
  stepsOf,
  undo,
  type History,
  type Selection,
  type Step,
} from './history/history';
import { openDocument, type Block, type FieldAddress, type FormDocument } from './model/document';
import type { Reference } from './model/references';
import { rowOf } from './model/scope';

export interface BuilderState {
  document: FormDocument;
  selection: Selection;
  problems: Problem[];
  save: SaveState;
  /** Counts saves, so that the preview knows when to load again. */
  savedTimes: number;
  undoName: string | null;
  redoName: string | null;
  /** A removal that others refer to: waits for the person's answer. */
  removal: Removal | null;
  /** Blocks that were cut and wait to be pasted; until then they stay where they are. */
  cut: Cut | null;
  /** What an action could not do as it stands, until the person has read it. */
  report: Report | null;
  /** The last thing that happened, for the status line and screen readers. */
  notice: string;
}

export interface Cut {
  /** The text on the clipboard that they became. */
  text: string;
  blocks: readonly Block[];
}

export interface Report {
  title: string;
  lines: readonly string[];
}

export interface Removal {
  command: Command;
  label: string;
  references: Reference[];
  selection: Selection;
  /** The one field that goes: others beside it can take its place. */
  field?: FieldAddress;
}

export interface DispatchOptions {
  selection?: Selection;
  /** The thing being typed into: edits with the same key join into one undo step. */
  key?: string;
  notice?: string;
  /** What undo calls this step, where the command's own name says too little. */
  name?: string;
}

export interface StorePorts {
  save: AutosavePorts<FormDocument>['save'];
  keep: AutosavePorts<FormDocument>['keep'];
  drop: AutosavePorts<FormDocument>['drop'];
  now: () => number;
}

interface Start {
  document: unknown;
  revision: number;
  savedAt: string;
  problems: Problem[];
}

export class BuilderStore {
  private history: History;
  private readonly ports: StorePorts;
  private readonly listeners = new Set<() => void>();
  private state: BuilderState;
  readonly autosave: Autosave<FormDocument>;

  constructor(start: Start, ports: StorePorts) {
    this.ports = ports;
    this.history = startHistory(openDocument(start.document));
    this.autosave = new Autosave<FormDocument>(start, {
      save: ports.save,
      keep: ports.keep,
      drop: ports.drop,
      onSaved: (draft) => this.saved(draft),
      onState: (save) => this.update({ save }),
    });
    this.state = {
      ...this.view(),
      problems: start.problems,
      save: this.autosave.state,
      savedTimes: 0,
      removal: null,
      cut: null,
      report: null,
      notice: '',
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): BuilderState => this.state;

  readonly dispatch = (command: Command, options: DispatchOptions = {}): void => {
    const before = this.history.present;
    const document = apply(before.document, command);
    const selection = options.selection ?? before.selection;
    const now = this.ports.now();
    const snapshot = { document, selection, name: options.name ?? COMMAND_NAMES[command.type] };
    this.history = record(this.history, snapshot, options.key ?? null, now);
    this.changed(document !== before.document, options.notice ?? '');
  };

  readonly select = (selection: Selection): void => {
    this.history = select(this.history, selection);
    this.update(this.view());
  };

  readonly undo = (): void => this.travel(undo(this.history), 'を元に戻しました', this.history.present.name);
  readonly redo = (): void => {
    const next = redo(this.history);
    this.travel(next, 'をやり直しました', next.present.name);
  };

  /** Everything that was done since the form was opened, and which step is the present one. */
  readonly steps = (): { steps: Step[]; present: number } => ({
    steps: stepsOf(this.history),
    present: this.history.past.length,
  });

  readonly goTo = (step: number): void => {
    const next = goTo(this.history, step);
    const name = next.present.name;
    const words = name === '' ? '開いたときの内容に戻しました' : 'の後の内容にしました';
    this.travel(next, words, name);
  };

  readonly announce = (notice: string): void => this.update({ notice });

  readonly ask = (removal: Removal | null): void => this.update({ removal });

  readonly mark = (cut: Cut | null): void => this.update({ cut });

  readonly tell = (report: Report | null): void => this.update({ report });

  /** Takes in an unsaved copy found after a reload, as one step that can be undone. */
  restore(document: FormDocument): void {
    this.history = record(
      this.history,
      { document: openDocument(document), selection: { page: 0, block: null }, name: '復元' },
      null,
      this.ports.now(),
    );
    this.changed(true, '保存されていなかった変更を復元しました。');
  }

  /** Starts again from what the server has: the other editor's version was chosen. */
  reload(start: Start): void {
    this.history = startHistory(openDocument(start.document));
    this.autosave.reset(start.revision, start.savedAt);
    this.update({
      ...this.view(),
      problems: start.problems,
      savedTimes: this.state.savedTimes + 1,
      notice: '最新の内容を読み込みました。',
    });
  }

  private travel(next: History, words: string, name: string): void {
    if (next === this.history) return;
    const before = this.history.present.document;
    this.history = next;
    this.changed(next.present.document !== before, `${name === '' ? '' : `「${name}」`}${words}。`);
  }

  private changed(isDocumentChanged: boolean, notice: string): void {
    this.update({ ...this.view(), notice });
    if (isDocumentChanged) this.autosave.edited(this.history.present.document, this.ports.now());
  }

  private saved(draft: SavedDraft): void {
    this.update({ problems: draft.problems, savedTimes: this.state.savedTimes + 1 });
  }

  private view(): Pick<BuilderState, 'document' | 'selection' | 'undoName' | 'redoName'> {
    const { present, past, future } = this.history;
    return {
      document: present.document,
      selection: clamp(present.document, present.selection),
      undoName: past.length === 0 ? null : present.name,
      redoName: future[0]?.name ?? null,
    };
  }

  private update(change: Partial<BuilderState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }
}

/** A selection that exists in the document. */
export function clamp(document: FormDocument, selection: Selection): Selection {
  const page = Math.max(0, Math.min(selection.page, document['x-pages'].length - 1));
  const blocks = document['x-pages'][page]?.blocks ?? [];
  const isBlock = selection.block !== null && page === selection.page && selection.block < blocks.length;
  if (!isBlock) return { page, block: null };
  const { block, member, many } = selection;
  if (many?.some((index) => index >= blocks.length)) return { page, block };
  if (member === undefined) return selection;
  const field = blocks[block ?? 0]?.field;
  const isMember = field !== undefined && member in (rowOf(document.properties[field])?.properties ?? {});
  return isMember ? selection : { page, block };
}
