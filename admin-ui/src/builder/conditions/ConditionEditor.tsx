/** A condition as rows of field, question and value. What it cannot show is shown as JSON and left alone. */
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import type { Predicate } from '../model/document';
import { newTest, opsFor } from './words';
import { parse, print, type Condition, type Test } from './predicate';
import { TestRow } from './TestRow';

interface Props {
  title: string;
  value: Predicate | undefined;
  /** Fields that cannot be asked about: the field itself, the fields of the page. */
  without?: string[];
  /** Cannot be taken away altogether (an exit). */
  isNeeded?: boolean;
  onChange: (value: Predicate | undefined, key?: string) => void;
}

export function ConditionEditor({ title, value, without = [], isNeeded = false, onChange }: Props) {
  const { document } = useBuilderState();
  const fields = Object.keys(document.properties).filter((name) => !without.includes(name));
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
  const set = (next: Condition, key?: string) => onChange(print(next), key);
  const tests = condition?.tests ?? [];
  const mode = condition?.mode ?? 'all';
  function add() {
    const field = fields[0];
    if (field === undefined) return;
    const schema = document.properties[field];
    set({ mode, tests: [...tests, newTest(field, opsFor(schema)[0] ?? 'answered', schema)] });
  }
  const replace = (index: number, test: Test, key?: string) =>
    set({ mode, tests: tests.map((other, at) => (at === index ? test : other)) }, key && `${index}.${key}`);
  const isLast = isNeeded && tests.length === 1;
  return (
    <fieldset className="fieldset panel">
      <legend>{title}</legend>
      {tests.length === 0 && <p className="support">いつも表示します。</p>}
      {tests.length > 1 && (
        <Select
          label="条件の組み合わせ"
          value={mode}
          options={[
            { value: 'all', label: 'すべてにあてはまるとき' },
            { value: 'any', label: 'どれかにあてはまるとき' },
          ]}
          onChange={(next) => set({ mode: next === 'any' ? 'any' : 'all', tests })}
        />
      )}
      {tests.map((test, index) => (
        <TestRow
          key={index}
          test={test}
          number={index + 1}
          fields={fields}
          onChange={(next, key) => replace(index, next, key)}
          onRemove={isLast ? undefined : () => set({ mode, tests: tests.filter((_, at) => at !== index) })}
        />
      ))}
      <Button isDisabled={fields.length === 0} onPress={add}>
        条件を追加
      </Button>
      {fields.length === 0 && <p className="support">条件に使える項目が、ほかにありません。</p>}
    </fieldset>
  );
}
