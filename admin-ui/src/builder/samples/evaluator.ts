/**
 * Sample answers and what the document in the editor decides about them. The answers live here and nowhere else: they
 * are gone with the page. Asks the server only while somebody looks, a moment after the last change; an answer that
 * came too late is thrown away.
 */
import type { Evaluated, ExpressionFunction } from '../../api/types';
import type { FormDocument, Json } from '../model/document';

export type Answers = Record<string, Json>;

export interface SampleState {
  answers: Answers;
  evaluated: Evaluated | null;
  /** `evaluated` is about what stood there before. */
  isWaiting: boolean;
  /** The server could not be asked. */
  hasFailed: boolean;
  /** What expressions can call; empty until the server has said. */
  functions: ExpressionFunction[];
}

/** The document, and word when it changes. */
export interface Source {
  subscribe: (listener: () => void) => () => void;
  getState: () => { document: FormDocument };
}

export interface Ports {
  evaluate: (document: FormDocument, answers: Answers) => Promise<Evaluated>;
  functions: () => Promise<ExpressionFunction[]>;
}

export const DELAY_MS = 300;

export class Evaluator {
  private readonly source: Source;
  private readonly ports: Ports;
  private readonly listeners = new Set<() => void>();
  private state: SampleState = {
    answers: {},
    evaluated: null,
    isWaiting: false,
    hasFailed: false,
    functions: [],
  };
  private timer: ReturnType<typeof setTimeout> | undefined;
  private forget: (() => void) | null = null;
  private asked: FormDocument | null = null;
  private turn = 0;

  constructor(source: Source, ports: Ports) {
    this.source = source;
    this.ports = ports;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  };

  readonly getState = (): SampleState => this.state;

  /** The sample answer of a field; undefined takes it away. */
  readonly answer = (field: string, value: Json | undefined): void => {
    const { [field]: _old, ...others } = this.state.answers;
    this.update({ answers: value === undefined ? others : { ...others, [field]: value } });
    this.later();
  };

  readonly clear = (): void => {
    this.update({ answers: {} });
    this.later();
  };

  private start(): void {
    this.forget = this.source.subscribe(() => {
      if (this.source.getState().document !== this.asked) this.later();
    });
    if (this.source.getState().document !== this.asked) this.later();
    if (this.state.functions.length > 0) return;
    this.ports.functions().then(
      (functions) => this.update({ functions }),
      // The list is a help: without it expressions can still be written, and the next one who looks asks again.
      () => undefined,
    );
  }

  private stop(): void {
    this.forget?.();
    this.forget = null;
    clearTimeout(this.timer);
    // What was asked last may have changed until somebody looks again.
    this.asked = null;
    this.turn += 1;
  }

  private later(): void {
    if (this.forget === null) return;
    clearTimeout(this.timer);
    this.asked = this.source.getState().document;
    if (!this.state.isWaiting) this.update({ isWaiting: true });
    this.timer = setTimeout(() => void this.ask(), DELAY_MS);
  }

  private async ask(): Promise<void> {
    const turn = ++this.turn;
    try {
      const evaluated = await this.ports.evaluate(this.source.getState().document, this.state.answers);
      if (turn === this.turn) this.update({ evaluated, isWaiting: false, hasFailed: false });
    } catch {
      if (turn === this.turn) this.update({ isWaiting: false, hasFailed: true });
    }
  }

  private update(change: Partial<SampleState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
