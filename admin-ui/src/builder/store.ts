/**
 * What the builder shows, outside React: history, save state, problems. Screens read snapshots with
 * `useSyncExternalStore` and change things only through `dispatch`, whatever the gesture was.
 */
import type { Problem, SavedDraft } from '../api/types';
import { apply, COMMAND_NAMES, type Command } from './commands';
import { Autosave, type AutosavePorts, type SaveState } from './history/autosave';
import {
  goTo,
  leftBehind,
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
import { isSameDocument, merge, type Merge } from './merge/merge';
import { clamp, following } from './history/selection';
import type { Choices } from './merge/threeWay';
import { openDocument, type Block, type FieldAddress, type FormDocument, type Place } from './model/document';
import type { Reference } from './model/references';

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
  /** Where a picture is to be put that is being chosen. */
  picturing: Place | null;
  /** Blocks that were cut and wait to be pasted; until then they stay where they are. */
  cut: Cut | null;
  /** What an action could not do as it stands, until the person has read it. */
  report: Report | null;
  /** The last thing that happened, for the status line and screen readers. */
  notice: string;
  /** Counts what happened: the same words, said again, are something new. */
  noticed: number;
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
  /** `base` is what the server had at that revision; null when nobody knows. */
  keep: (revision: number, document: FormDocument, base: FormDocument | null) => void;
  drop: AutosavePorts<FormDocument>['drop'];
  now: () => number;
}

export interface Start {
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
  /** What the server had when this document began to differ from it; null when nobody knows. */
  private base: FormDocument | null;
  /** What was sent since: its answer may have been lost. */
  private sent: FormDocument[] = [];

  constructor(start: Start, ports: StorePorts) {
    this.ports = ports;
    this.history = startHistory(openDocument(start.document));
    this.base = this.history.present.document;
    this.autosave = new Autosave<FormDocument>(start, {
      save: (revision, document) => {
        this.sent.push(document);
        return ports.save(revision, document);
      },
      keep: (revision, document) => ports.keep(revision, document, this.base),
      drop: ports.drop,
      onSaved: (draft, document) => this.saved(draft, document),
      onState: (save) => this.update({ save }),
    });
    this.state = {
      ...this.view(),
      problems: start.problems,
      save: this.autosave.state,
      savedTimes: 0,
      removal: null,
      picturing: null,
      cut: null,
      report: null,
      notice: '',
      noticed: 0,
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

  readonly announce = (notice: string): void => this.update(this.said(notice));

  readonly ask = (removal: Removal | null): void => this.update({ removal });

  readonly picture = (picturing: Place | null): void => this.update({ picturing });

  readonly mark = (cut: Cut | null): void => this.update({ cut });

  readonly tell = (report: Report | null): void => this.update({ report });

  /** Takes in an unsaved copy found after a reload, as one step that can be undone. */
  restore({
    revision,
    document,
    base,
    sent = [],
  }: {
    revision: number;
    document: FormDocument;
    base?: FormDocument;
    /** What may have come to the server without an answer. */
    sent?: readonly FormDocument[];
  }): void {
    // A copy of the revision that is shown began where this document does.
    if (revision !== this.autosave.savedRevision) this.base = base === undefined ? null : openDocument(base);
    this.sent = [...sent];
    this.autosave.reset(revision, this.savedAt());
    this.history = record(
      this.history,
      { document: openDocument(document), selection: { page: 0, block: null }, name: '復元' },
      null,
      this.ports.now(),
    );
    this.changed(true, '保存されていなかった変更を復元しました。');
  }

  private savedAt(): string {
    return this.state.save.kind === 'saved' ? this.state.save.at : '';
  }

  /** What this document and another's would be together. Changes nothing. */
  mergeWith(theirs: unknown, choices?: Choices): Merge {
    const other = openDocument(theirs);
    const mine = this.history.present.document;
    return merge({ base: this.hasSent(theirs) ? other : this.base, mine, theirs: other }, choices);
  }

  /** The server has what was sent, only the answer was lost: there is nobody else's change in it. */
  hasSent(theirs: unknown): boolean {
    const other = openDocument(theirs);
    return this.sent.some((document) => isSameDocument(document, other));
  }

  /** What both began with, for showing what each has changed. */
  get common(): FormDocument | null {
    return this.base;
  }

  /** Takes in another's version: `document` is both together, or theirs alone. One step that can be undone. */
  take(theirs: Start, document: FormDocument, options: { name: string; notice: string; who?: string }): void {
    const other = openDocument(theirs.document);
    const before = this.history.present;
    const selection = following(before.document, document, before.selection);
    const { name, who } = options;
    const snapshot = { document, selection, name, ...(who !== undefined && { who }) };
    if (!isSameDocument(document, before.document)) {
      this.history = record(this.history, snapshot, null, this.ports.now());
    }
    this.base = other;
    this.sent = [];
    const isTheirs = isSameDocument(document, other);
    if (isTheirs) this.autosave.reset(theirs.revision, theirs.savedAt);
    else this.autosave.goOn(theirs.revision, document);
    this.update({
      ...this.view(),
      problems: theirs.problems,
      savedTimes: this.state.savedTimes + 1,
      ...this.said(options.notice),
    });
  }

  private travel(next: History, words: string, name: string): void {
    if (next === this.history) return;
    const before = this.history.present.document;
    const others = leftBehind(this.history, next).join('と');
    const warning = others === '' ? '' : `${others}の変更も取り消しました。「やり直す」で戻せます。`;
    this.history = next;
    this.changed(next.present.document !== before, `${name === '' ? '' : `「${name}」`}${words}。${warning}`);
  }

  private changed(isDocumentChanged: boolean, notice: string): void {
    this.update({ ...this.view(), ...this.said(notice) });
    if (isDocumentChanged) this.autosave.edited(this.history.present.document, this.ports.now());
  }

  private saved(draft: SavedDraft, document: FormDocument): void {
    this.base = document;
    this.sent = [];
    this.update({ problems: this.found(draft.problems), savedTimes: this.state.savedTimes + 1 });
  }

  /** The same list as long as it says the same: whoever shows it has nothing to draw. */
  private found(problems: Problem[]): Problem[] {
    return JSON.stringify(problems) === JSON.stringify(this.state.problems) ? this.state.problems : problems;
  }

  private said(notice: string): Pick<BuilderState, 'notice' | 'noticed'> {
    return { notice, noticed: this.state.noticed + 1 };
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
