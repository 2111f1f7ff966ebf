/** What a question of a condition compares with: a choice, several, a text, a number, a day, or what holds in rows. */
import { useState } from 'react';
import { Check, Select, TextInput } from '../../ui/fields';
import { choicesOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import { rowOf } from '../model/scope';
import { GroupEditor } from './GroupEditor';
import { HOW_LABELS } from './ops';
import { MOMENT } from './patterns';
import type { HowMany, Test } from './tree';

interface Props {
  schema: FieldSchema | undefined;
  test: Test;
  /** What the question is called: 条件1. */
  name: string;
  onChange: (test: Test, key?: string) => void;
}

/** Days and times are chosen as their inputs write them: the way answers are stored. */
const INPUT_TYPES: Record<string, string> = { date: 'date', month: 'month', time: 'time' };

export function TestValue({ schema, test, name, onChange }: Props) {
  switch (test.op) {
    case 'equals':
    case 'notEquals':
    case 'includes':
    case 'notIncludes':
      if (typeof test.value === 'number')
        return (
          <NumberValue
            value={test.value}
            onChange={(value) => onChange({ ...test, value } as Test, 'value')}
          />
        );
      return (
        <ChoiceOrText
          schema={schema}
          value={test.value}
          onChange={(value, key) => onChange({ ...test, value } as Test, key)}
        />
      );
    case 'hasText':
    case 'startsWith':
      return (
        <TextInput
          label="文字"
          value={test.value}
          onChange={(value) => onChange({ ...test, value }, 'value')}
        />
      );
    case 'from':
    case 'until':
      return (
        <MomentValue
          kind={schema === undefined ? '' : kindOf(schema)}
          value={test.value}
          onChange={(value) => onChange({ ...test, value }, 'value')}
        />
      );
    case 'oneOf':
    case 'notOneOf':
    case 'includesAny':
    case 'includesNone':
      return (
        <Values schema={schema} values={test.values} onChange={(values) => onChange({ ...test, values })} />
      );
    case 'between':
      return (
        <>
          <NumberValue
            label="小さい方の数"
            value={test.from}
            onChange={(from) => onChange({ ...test, from }, 'from')}
          />
          <NumberValue
            label="大きい方の数"
            value={test.to}
            onChange={(to) => onChange({ ...test, to }, 'to')}
          />
        </>
      );
    case 'rows':
      return <Rows schema={schema} test={test} name={name} onChange={onChange} />;
    case 'atLeast':
    case 'atMost':
    case 'above':
    case 'below':
    case 'atLeastLetters':
    case 'atMostLetters':
    case 'atLeastRows':
    case 'atMostRows':
      return <NumberValue value={test.value} onChange={(value) => onChange({ ...test, value }, 'value')} />;
    default:
      return null;
  }
}

function optionsOf(schema: FieldSchema | undefined) {
  return (schema ? choicesOf(schema) : []).map((choice) => ({ value: choice.const, label: choice.title }));
}

interface ChoiceProps {
  schema: FieldSchema | undefined;
  value: string;
  onChange: (value: string, key?: string) => void;
}

function ChoiceOrText({ schema, value, onChange }: ChoiceProps) {
  const options = optionsOf(schema);
  if (options.length === 0) {
    return (
      <TextInput
        label="値"
        type={(schema && INPUT_TYPES[kindOf(schema)]) ?? 'text'}
        value={value}
        onChange={(next) => onChange(next, 'value')}
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
      onChange={(next) => onChange(next)}
    />
  );
}

interface ValuesProps {
  schema: FieldSchema | undefined;
  values: string[];
  onChange: (values: string[]) => void;
}

/** Several choices; a value that is no choice any more can only be taken away. Without choices, a text with commas. */
function Values({ schema, values, onChange }: ValuesProps) {
  const known = optionsOf(schema);
  const lost = values.filter((value) => !known.some((option) => option.value === value));
  const options = [...known, ...lost.map((value) => ({ value, label: `${value}（選択肢にありません）` }))];
  return (
    <fieldset className="fieldset">
      <legend>値</legend>
      {options.map(({ value, label }) => (
        <Check
          key={value}
          isSelected={values.includes(value)}
          isDisabled={values.length === 1 && values.includes(value)}
          onChange={(isOn) => onChange(isOn ? [...values, value] : values.filter((other) => other !== value))}
        >
          {label}
        </Check>
      ))}
    </fieldset>
  );
}

interface RowsProps extends Props {
  test: Extract<Test, { op: 'rows' }>;
}

/** How many rows, and what must hold in them. */
function Rows({ schema, test, name, onChange }: RowsProps) {
  const row = rowOf(schema) ?? { properties: {} };
  const hasCount = test.how === 'atLeast' || test.how === 'atMost';
  return (
    <div className="test-inner">
      <Select
        label="行の数"
        value={test.how}
        options={Object.entries(HOW_LABELS).map(([value, label]) => ({ value, label }))}
        onChange={(how) => onChange({ ...test, how: how as HowMany })}
      />
      {hasCount && (
        <NumberValue
          label="行の数の区切り"
          value={test.count}
          onChange={(count) => onChange({ ...test, count: Math.max(1, Math.trunc(count)) }, 'count')}
        />
      )}
      <GroupEditor
        of={test.of}
        scope={row}
        fields={Object.keys(row.properties)}
        name={`${name}の行`}
        onChange={(of, key) => onChange({ ...test, of }, key && `row.${key}`)}
      />
    </div>
  );
}

/** How a day or a time is written where the browser has no input of its own for it (a month, in some). */
const EXAMPLES: Record<string, string> = { month: '2026-04', time: '09:00' };

interface MomentProps {
  kind: string;
  value: string;
  onChange: (value: string) => void;
}

function MomentValue({ kind, value, onChange }: MomentProps) {
  const [text, setText] = useState<string | null>(null);
  const plain = (typed: string) => typed.normalize('NFKC').trim();
  const [isLeft, setLeft] = useState(false);
  const isHalf = text !== null && text !== '' && !MOMENT.test(plain(text));
  return (
    <TextInput
      label="日時"
      type={INPUT_TYPES[kind] ?? 'text'}
      value={text ?? value}
      error={isHalf && isLeft ? `「${EXAMPLES[kind] ?? '2026-04-01'}」のように入力してください。` : null}
      onChange={(next) => {
        setText(next);
        setLeft(false);
        // A half-typed day is none yet.
        onChange(MOMENT.test(plain(next)) ? plain(next) : '');
      }}
      onBlur={() => (isHalf ? setLeft(true) : setText(null))}
    />
  );
}

interface NumberProps {
  label?: string;
  value: number;
  onChange: (value: number) => void;
}

function NumberValue({ label = '数', value, onChange }: NumberProps) {
  const [text, setText] = useState<string | null>(null);
  const plain = (text ?? '').normalize('NFKC').trim();
  const isWrong = text !== null && !/^-?\d+(\.\d+)?$/.test(plain);
  return (
    <TextInput
      label={label}
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
