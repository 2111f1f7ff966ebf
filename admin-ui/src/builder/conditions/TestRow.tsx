/** One question of a condition: which field, which way of asking, which value. */
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { labelOf, type Scope } from '../model/document';
import { newTest, opLabel, opsFor } from './ops';
import { TestValue } from './TestValue';
import { complete, type Op, type Question, type Test } from './tree';

interface Props {
  /** The form, or the row that is asked about. */
  scope: Scope;
  question: Question;
  /** What it is called: 条件1. */
  name: string;
  fields: string[];
  onChange: (test: Test, key?: string) => void;
  onRemove: (() => void) | undefined;
}

export function TestRow({ scope, question, name, fields, onChange, onRemove }: Props) {
  const { shown: test, written } = question;
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
    <div className="test-row" role="group" aria-label={name}>
      <Select
        label={`${name}の項目`}
        value={test.field}
        options={names.map((field) => ({
          value: field,
          label: field === '' ? '項目を選んでください' : labelOf(scope, field),
        }))}
        onChange={changeField}
      />
      {test.field !== '' && (
        <>
          <Select
            label="くらべ方"
            value={test.op}
            options={ops.map((op) => ({ value: op, label: opLabel(op, schema) }))}
            onChange={(op) => onChange(newTest(test.field, op as Op, schema, test))}
          />
          <TestValue schema={schema} test={test} name={name} onChange={onChange} />
        </>
      )}
      {complete(test) === null && (
        <p className="support">
          未完成：
          {test.field === '' ? '項目を選ぶまで' : unfinished(test)}
          {written === null ? '、この条件は使われません。' : '、前の条件のままです。'}
        </p>
      )}
      {onRemove && (
        <Button onPress={onRemove} aria-label={`${name}を削除`}>
          削除
        </Button>
      )}
    </div>
  );
}

function unfinished(test: Test): string {
  if (test.op === 'rows') return '行の条件を作るまで';
  return test.op === 'between' ? '小さい方から順の数にするまで' : '値を入力するまで';
}
