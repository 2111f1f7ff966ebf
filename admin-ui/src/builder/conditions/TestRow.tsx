/** One row of a condition: which field, which question, which value. */
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { labelOf, type Scope } from '../model/document';
import { isComplete, type Test } from './predicate';
import { TestValue } from './TestValue';
import { newTest, OP_LABELS, opsFor, type Op } from './words';

interface QuestionProps {
  /** The form, or the row that is asked about. */
  scope: Scope;
  test: Test;
  fields: string[];
  label: string;
  onChange: (test: Test, key?: string) => void;
}

interface Props extends Omit<QuestionProps, 'label'> {
  /** The document has this row, as it is or as it was when it was last complete. */
  isWritten: boolean;
  number: number;
  onRemove: (() => void) | undefined;
}

export function TestRow({ scope, test, isWritten, number, fields, onChange, onRemove }: Props) {
  const asked = test.op === 'anyRow' ? test.test : test;
  return (
    <div className="test-row" role="group" aria-label={`条件${number}`}>
      <Question scope={scope} test={test} fields={fields} label={`条件${number}の項目`} onChange={onChange} />
      {!isComplete(test) && (
        <p className="support">
          未完成：
          {asked.field === '' ? '項目を選ぶまで' : '値を入力するまで'}
          {isWritten ? '、前の条件のままです。' : '、この条件は使われません。'}
        </p>
      )}
      {onRemove && (
        <Button onPress={onRemove} aria-label={`条件${number}を削除`}>
          削除
        </Button>
      )}
    </div>
  );
}

/** The field, the question and the value; a question about the rows of a group has another one inside. */
export function Question({ scope, test, fields, label, onChange }: QuestionProps) {
  const schema = scope.properties[test.field];
  const names = fields.includes(test.field) ? fields : [test.field, ...fields];
  const ops = opsFor(schema).includes(test.op) ? opsFor(schema) : [test.op, ...opsFor(schema)];
  function changeField(field: string) {
    const next = scope.properties[field];
    const allowed = opsFor(next);
    const stays = test.field !== '' && allowed.includes(test.op);
    onChange(newTest(field, stays ? test.op : (allowed[0] ?? 'answered'), next));
  }
  return (
    <>
      <Select
        label={label}
        value={test.field}
        options={names.map((name) => ({
          value: name,
          label: name === '' ? '項目を選んでください' : labelOf(scope, name),
        }))}
        onChange={changeField}
      />
      {test.field !== '' && (
        <>
          <Select
            label="くらべ方"
            value={test.op}
            options={ops.map((op) => ({ value: op, label: OP_LABELS[op] }))}
            onChange={(op) => onChange(newTest(test.field, op as Op, schema))}
          />
          <TestValue schema={schema} test={test} onChange={onChange} />
        </>
      )}
    </>
  );
}
