/** One row of a condition: which field, which question, which value. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Check, Select, TextInput } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import { choicesOf } from '../model/choices';
import { labelOf } from '../model/document';
import { isComplete, type Test } from './predicate';
import { newTest, OP_LABELS, opsFor, type Op } from './words';

interface Props {
  test: Test;
  /** The document has this row, as it is or as it was when it was last complete. */
  isWritten: boolean;
  number: number;
  fields: string[];
  onChange: (test: Test, key?: string) => void;
  onRemove: (() => void) | undefined;
}

export function TestRow({ test, isWritten, number, fields, onChange, onRemove }: Props) {
  const { document } = useBuilderState();
  const schema = document.properties[test.field];
  const names = fields.includes(test.field) ? fields : [test.field, ...fields];
  const ops = opsFor(schema).includes(test.op) ? opsFor(schema) : [test.op, ...opsFor(schema)];
  function changeField(field: string) {
    const next = document.properties[field];
    const allowed = opsFor(next);
    const stays = test.field !== '' && allowed.includes(test.op);
    onChange(newTest(field, stays ? test.op : (allowed[0] ?? 'answered'), next));
  }
  return (
    <div className="test-row" role="group" aria-label={`条件${number}`}>
      <Select
        label={`条件${number}の項目`}
        value={test.field}
        options={names.map((name) => ({
          value: name,
          label: name === '' ? '項目を選んでください' : labelOf(document, name),
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
          <Value test={test} onChange={onChange} />
        </>
      )}
      {!isComplete(test) && (
        <p className="support">
          未完成：
          {test.field === '' ? '項目を選ぶまで' : '値を入力するまで'}
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

function Value({ test, onChange }: Pick<Props, 'test' | 'onChange'>) {
  const { document } = useBuilderState();
  const schema = document.properties[test.field];
  const choices = schema ? choicesOf(schema) : [];
  const options = choices.map((choice) => ({ value: choice.const, label: choice.title }));
  switch (test.op) {
    case 'equals':
    case 'notEquals':
    case 'includes': {
      if (typeof test.value === 'number' && test.op !== 'includes') {
        return <NumberValue value={test.value} onChange={(value) => onChange({ ...test, value }, 'value')} />;
      }
      const value = String(test.value);
      if (options.length === 0) {
        return (
          <TextInput
            label="値"
            value={value}
            onChange={(next) => onChange({ ...test, value: next }, 'value')}
          />
        );
      }
      const isKnown = options.some((option) => option.value === value);
      return (
        <Select
          label="値"
          value={value}
          options={isKnown ? options : [{ value, label: `${value}（選択肢にありません）` }, ...options]}
          error={isKnown ? null : '選択肢にない値です。選び直してください。'}
          onChange={(next) => onChange({ ...test, value: next })}
        />
      );
    }
    case 'oneOf':
      return (
        <fieldset className="fieldset">
          <legend>値</legend>
          {options.map(({ value, label }) => (
            <Check
              key={value}
              isSelected={test.values.includes(value)}
              isDisabled={test.values.length === 1 && test.values.includes(value)}
              onChange={(isOn) =>
                onChange({
                  ...test,
                  values: isOn ? [...test.values, value] : test.values.filter((other) => other !== value),
                })
              }
            >
              {label}
            </Check>
          ))}
        </fieldset>
      );
    case 'atLeast':
    case 'atMost':
      return <NumberValue value={test.value} onChange={(value) => onChange({ ...test, value }, 'value')} />;
    default:
      return null;
  }
}

function NumberValue({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const [text, setText] = useState<string | null>(null);
  const plain = (text ?? '').normalize('NFKC').trim();
  const isWrong = text !== null && !/^-?\d+(\.\d+)?$/.test(plain);
  return (
    <TextInput
      label="数"
      inputMode="decimal"
      value={text ?? String(value)}
      error={isWrong ? '数字で入力してください。' : null}
      onChange={(next) => {
        setText(next);
        const number = next.normalize('NFKC').trim();
        if (/^-?\d+(\.\d+)?$/.test(number)) onChange(Number(number));
      }}
      onBlur={() => !isWrong && setText(null)}
    />
  );
}
