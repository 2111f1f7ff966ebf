/**
 * The CodeMirror editor, inside a shadow root: its styles are made by script, which the page's own style sheets may not
 * be (Content-Security-Policy), and constructed style sheets of a shadow root may.
 */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { forceLinting, linter, lintGutter, lintKeymap, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, EditorState, Transaction } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { complete } from './completion';
import { rangeOf } from './places';
import { sourceOf } from './reading';
import { PHRASES } from './phrases';

export interface EditorPorts {
  /** Somebody typed: the whole text. */
  onText: (text: string) => void;
  diagnose: (text: string) => Diagnostic[];
  fields: () => readonly string[];
}

/** Marks changes that come from the store: they are not somebody's typing. */
const fromStore = Annotation.define<boolean>();

const COLOURS = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--key)' },
  { tag: tags.string, color: 'var(--success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--error)' },
]);

const THEME = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '0.9375rem' },
  '&.cm-focused': {
    outline: '4px solid var(--ink)',
    outlineOffset: '-4px',
    boxShadow: 'inset 0 0 0 6px var(--focus)',
  },
  '.cm-scroller': { fontFamily: 'ui-monospace, monospace', lineHeight: '1.6' },
  '.cm-gutters': {
    backgroundColor: 'var(--ground)',
    color: 'var(--ink-2)',
    borderRight: '1px solid var(--line-2)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--key-pale)' },
  '.cm-panels': { backgroundColor: 'var(--ground)', color: 'var(--ink)', fontFamily: 'var(--sans)' },
  '.cm-button, .cm-textfield': {
    minHeight: '2.75rem',
    fontSize: '1rem',
    backgroundImage: 'none',
    backgroundColor: 'var(--paper)',
    border: '1px solid var(--line)',
    borderRadius: '8px',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper)',
    border: '1px solid var(--line)',
    fontFamily: 'var(--sans)',
  },
  '.cm-tooltip-autocomplete ul li': { padding: '0.375rem 0.75rem !important' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { backgroundColor: 'var(--key)', color: 'var(--paper)' },
});

export interface JsonEditor {
  text: () => string;
  /** The store says something else now. */
  replace: (text: string) => void;
  /** The problems have changed. */
  check: () => void;
  /** Puts the cursor to a place of the document. */
  goTo: (path: readonly string[]) => void;
  destroy: () => void;
}

export function createEditor(host: HTMLElement, text: string, label: string, ports: EditorPorts): JsonEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorState.phrases.of(PHRASES),
        EditorState.tabSize.of(2),
        lineNumbers(),
        foldGutter(),
        lintGutter(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        search({ top: true }),
        autocompletion({ override: [(context) => complete(context, ports.fields())] }),
        json(),
        syntaxHighlighting(COLOURS),
        linter((current) => ports.diagnose(current.state.doc.toString()), { delay: 300 }),
        // Tab moves on, as everywhere: the keyboard is never caught in the text.
        keymap.of([
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...foldKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
        THEME,
        EditorView.updateListener.of((update) => {
          const isOurs = update.transactions.some((transaction) => transaction.annotation(fromStore));
          if (update.docChanged && !isOurs) ports.onText(update.state.doc.toString());
        }),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    replace: (next) => {
      const before = view.state.doc.toString();
      if (before === next) return;
      // Ctrl+Z in the text takes back what was typed there, never what others have done to the form.
      const annotations = [fromStore.of(true), Transaction.addToHistory.of(false)];
      view.dispatch({ changes: changed(before, next), annotations });
    },
    check: () => forceLinting(view),
    goTo: (path) => {
      const { from, to } = rangeOf(sourceOf(view.state.doc.toString()), path);
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** The one piece that differs: the cursor stays where it is as long as it stands outside. */
export function changed(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}
