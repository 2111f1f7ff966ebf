/**
 * A condition as rows of field, question and value. What it cannot show is shown as JSON and left alone. A row without a
 * field or a value is kept here until it says something: in the document it would hide the question from everybody.
 */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import type { Predicate } from '../model/document';
import { scopeOf } from '../model/scope';
import { isComplete, parse, print, type Condition, type Test } from './predicate';
import { TestRow } from './TestRow';

interface Props {
  title: string;
  value: Predicate | undefined;
  /** The repeating group whose row the condition is about; none for the answers of the form. */
  group?: string | undefined;
  /** Fields that cannot be asked about: the field itself, the fields of the page. */
  without?: string[];
  /** Cannot be taken away altogether (an exit). */
  isNeeded?: boolean;
  onChange: (value: Predicate | undefined, key?: string) => void;
}

/** What a row shows, and what of it the document has (the last complete one). */
interface Row {
  shown: Test;
  written: Test | null;
}

const EMPTY: Row = { shown: { field: '', op: 'answered' }, written: null };

export function ConditionEditor({ title, value, group, without = [], isNeeded = false, onChange }: Props) {
  const { document } = useBuilderState();
  // Ours only while the document says what these rows wrote: undo or another editor makes them void.
  const [own, setOwn] = useState<{ base: string | undefined; rows: Row[] } | null>(null);
  const scope = scopeOf(document, group);
  const fields = Object.keys(scope.properties).filter((name) => !without.includes(name));
  const condition = value === undefined ? null : parse(value);
  if (value !== undefined && condition === null) {
    return (
      <fieldset className="fieldset panel">
        <legend>{title}</legend>
        <p className="support">
          この画面では編集できない条件です。内容はそのまま使われます。変更するときは、削除してから作り直してください。
        </p>
        <pre className="json">{JSON.stringify(value, null, 2)}</pre>
        {!isNeeded && <Button onPress={() => onChange(undefined)}>条件を削除</Button>}
      </fieldset>
    );
  }
  const mode = condition?.mode ?? 'all';
  const isOurs = own !== null && own.base === JSON.stringify(value);
  const known = (condition?.tests ?? []).map((test) => ({ shown: test, written: test }));
  const rows = isOurs ? own.rows : known.length === 0 && isNeeded ? [EMPTY] : known;
  const count = rows.filter((row) => row.written !== null).length;
  function set(next: Row[], nextMode: Condition['mode'] = mode, key?: string) {
    const tests = next.flatMap((row) => row.written ?? []);
    const printed = print({ mode: nextMode, tests });
    setOwn({ base: JSON.stringify(printed), rows: next });
    if (JSON.stringify(printed) !== JSON.stringify(value)) onChange(printed, key);
  }
  const replace = (index: number, shown: Test, key?: string) =>
    set(
      rows.map((row, at) =>
        at === index ? { shown, written: isComplete(shown) ? shown : row.written } : row,
      ),
      mode,
      key && `${index}.${key}`,
    );
  return (
    <fieldset className="fieldset panel">
      <legend>{title}</legend>
      {rows.length === 0 && <p className="support">いつも表示します。</p>}
      {rows.length > 1 && (
        <Select
          label="条件の組み合わせ"
          value={mode}
          options={[
            { value: 'all', label: 'すべてにあてはまるとき' },
            { value: 'any', label: 'どれかにあてはまるとき' },
          ]}
          onChange={(next) => set(rows, next === 'any' ? 'any' : 'all')}
        />
      )}
      {rows.map((row, index) => (
        <TestRow
          key={index}
          test={row.shown}
          isWritten={row.written !== null}
          number={index + 1}
          scope={scope}
          fields={fields}
          onChange={(next, key) => replace(index, next, key)}
          onRemove={
            isNeeded && (rows.length === 1 || (row.written !== null && count === 1))
              ? undefined
              : () => set(rows.filter((_, at) => at !== index))
          }
        />
      ))}
      <Button isDisabled={fields.length === 0} onPress={() => set([...rows, EMPTY])}>
        条件を追加
      </Button>
      {fields.length === 0 && <p className="support">条件に使える項目が、ほかにありません。</p>}
    </fieldset>
  );
}
