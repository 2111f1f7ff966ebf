/** An expression: the fields as chips to put in and to read, the functions with examples, what the server says of it. */
import { useId, useRef } from 'react';
import { useBuilderState } from '../builderContext';
import { labelOf, type FormDocument } from '../model/document';
import { fieldsNamed, piecesOf } from '../model/expressions';
import { scopeOf } from '../model/scope';
import { problemsAt, sentenceOf } from '../problems';
import { FunctionList } from './FunctionList';
import { everyField, insertions } from './insertions';
import type { About } from './outcome';
import { Trial } from './Trial';
import './expressions.css';

interface Props {
  label: string;
  help: string;
  value: string;
  /** The group in whose rows the expression stands. */
  group?: string | undefined;
  /** Where it stands in the document: the server's problems are found by this. */
  pointer: string;
  /** What of the evaluation is about it. */
  about: About;
  /** The field itself, which it cannot ask for. */
  without?: string;
  onChange: (value: string) => void;
}

/** The starting expression is no text anybody wants to keep. */
const BLANK = ['0', '0.0', '""', 'true', 'false'];

export function ExpressionEditor({ label, help, value, group, pointer, about, without, onChange }: Props) {
  const { document, problems } = useBuilderState('document', 'problems');
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const found = problemsAt(problems, pointer);
  const named = fieldsNamed(value, everyField(document), group);
  function insert(text: string) {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    const isBlank = BLANK.includes(value);
    const next = isBlank ? text : value.slice(0, selectionStart) + text + value.slice(selectionEnd);
    onChange(next);
    const from = isBlank ? 0 : selectionStart;
    const hole = text.indexOf('…');
    requestAnimationFrame(() => {
      area.current?.focus();
      const start = hole < 0 ? from + text.length : from + hole;
      area.current?.setSelectionRange(start, hole < 0 ? start : start + 1);
    });
  }
  return (
    <div className="stack-s">
      <div className="field">
        <label htmlFor={id}>{label}</label>
        <p className="support" id={`${id}-help`}>
          {help}
        </p>
        <textarea
          id={id}
          ref={area}
          className="input expression"
          rows={3}
          spellCheck={false}
          autoCapitalize="off"
          aria-describedby={`${id}-help ${id}-read ${id}-error`}
          aria-invalid={found.length > 0 ? true : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <Reading id={`${id}-read`} document={document} value={value} group={group} />
        <div id={`${id}-error`} role="status">
          {found.map((problem, index) => (
            <p key={index} className="error-text">
              エラー：{sentenceOf(problem, document)}
            </p>
          ))}
        </div>
      </div>
      <div role="group" aria-label="式に入れる項目" className="chips">
        {insertions(document, group, without).map((insertion) => (
          <button
            key={insertion.value}
            type="button"
            className="field-chip"
            aria-label={`${insertion.label}を式に入れる`}
            title={insertion.value}
            onClick={() => insert(insertion.value)}
          >
            {insertion.label}
          </button>
        ))}
      </div>
      <FunctionList onInsert={insert} />
      <Trial about={about} named={named} pointer={pointer} />
    </div>
  );
}

interface ReadingProps {
  id: string;
  document: FormDocument;
  value: string;
  group: string | undefined;
}

/** The expression with the fields by their names: what it says, for those who did not write it. */
function Reading({ id, document, value, group }: ReadingProps) {
  const pieces = piecesOf(value, everyField(document), group);
  if (pieces.every(({ field }) => field === null)) return <p id={id} hidden />;
  return (
    <p id={id} className="reading">
      <span className="support">読み方：</span>
      {pieces.map(({ text, field }, index) =>
        field === null ? (
          <code key={index}>{text}</code>
        ) : (
          <span key={index} className="field-chip read">
            {labelOf(scopeOf(document, field.group), field.name)}
          </span>
        ),
      )}
    </p>
  );
}
