/** An expression with the names and functions it can use, and what the server says about it. */
import { useId, useRef } from 'react';
import { Select } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import { labelOf, type FormDocument } from '../model/document';
import { celName } from '../model/expressions';
import { kindOf } from '../model/kinds';
import { rowOf, scopeOf } from '../model/scope';
import { problemsAt, sentenceOf } from '../problems';
import { FUNCTIONS } from './functions';

interface Props {
  label: string;
  help: string;
  value: string;
  /** The group in whose rows the expression stands. */
  group?: string | undefined;
  /** Where it stands in the document: the server's problems are found by this. */
  pointer: string;
  /** The field itself, which it cannot ask for. */
  without?: string;
  onChange: (value: string) => void;
}

interface Insertion {
  value: string;
  label: string;
}

/** What can be asked for: the fields, the members of the own row, and the rows of groups. */
function insertions(
  document: FormDocument,
  group: string | undefined,
  without: string | undefined,
): Insertion[] {
  const own =
    group === undefined
      ? []
      : Object.keys(scopeOf(document, group).properties)
          .filter((name) => name !== without)
          .map((name) => ({
            value: celName({ name, group }),
            label: `この行の「${labelOf(scopeOf(document, group), name)}」`,
          }));
  const fields = Object.entries(document.properties)
    .filter(([name]) => name !== group && (group !== undefined || name !== without))
    .flatMap(([name, schema]): Insertion[] => {
      const label = labelOf(document, name);
      const row = rowOf(schema);
      const members = Object.entries(row?.properties ?? {}).filter(([, member]) =>
        ['integer', 'money', 'rating'].includes(kindOf(member)),
      );
      return [
        { value: celName({ name }), label: row === null ? `「${label}」` : `「${label}」（くり返し）` },
        ...members.map(([member, { title }]) => ({
          value: `sum(${celName({ name })}, "${member}")`,
          label: `「${label}」の「${title ?? member}」の合計`,
        })),
      ];
    });
  return [...own, ...fields, { value: 'today', label: '申請した日' }];
}

export function ExpressionEditor({ label, help, value, group, pointer, without, onChange }: Props) {
  const { document, problems } = useBuilderState();
  const area = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const found = problemsAt(problems, pointer);
  function insert(text: string) {
    if (text === '') return;
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    // The starting expression is no text anybody wants to keep.
    const isBlank = value === '0' || value === '""' || value === 'true';
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
          aria-describedby={`${id}-help ${id}-error`}
          aria-invalid={found.length > 0 ? true : undefined}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <div id={`${id}-error`} role="status">
          {found.map((problem, index) => (
            <p key={index} className="error-text">
              エラー：{sentenceOf(problem, document)}
            </p>
          ))}
        </div>
      </div>
      <div className="pair">
        <Select
          label="項目を入れる"
          value=""
          options={[{ value: '', label: '選んでください' }, ...insertions(document, group, without)]}
          onChange={insert}
        />
        <Select
          label="関数を入れる"
          value=""
          options={[
            { value: '', label: '選んでください' },
            ...FUNCTIONS.map(({ name, inserted, words }) => ({
              value: inserted,
              label: `${words}：${name}`,
            })),
          ]}
          onChange={insert}
        />
      </div>
    </div>
  );
}
