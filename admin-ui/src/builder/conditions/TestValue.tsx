/** What a question of a condition compares with: a choice, several, a text, a number, or a question about a row. */
import { useState } from 'react';
import { Check, Select, TextInput } from '../../ui/fields';
import { choicesOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import { rowOf } from '../model/scope';
import type { Test } from './predicate';
import { Question } from './TestRow';

interface Props {
  schema: FieldSchema | undefined;
  test: Test;
  onChange: (test: Test, key?: string) => void;
}

/** Days and times are chosen as their inputs write them: the way answers are stored. */
const INPUT_TYPES: Record<string, string> = { date: 'date', month: 'month', time: 'time' };

export function TestValue({ schema, test, onChange }: Props) {
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
            type={(schema && INPUT_TYPES[kindOf(schema)]) ?? 'text'}
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
    case 'anyRow': {
      const row = rowOf(schema) ?? { properties: {} };
      return (
        <div className="test-inner">
          <Question
            scope={row}
            test={test.test}
            fields={Object.keys(row.properties)}
            label="行の中の項目"
            onChange={(inner, key) => onChange({ ...test, test: inner }, key && `row.${key}`)}
          />
        </div>
      );
    }
    case 'atLeast':
    case 'atMost':
    case 'atLeastRows':
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
