/** A simple input for the sample answer of one field, by its kind: what a resident would type, not how it looks. */
import { Button } from '../../ui/Button';
import { Check, Select, TextInput } from '../../ui/fields';
import { choicesOf } from '../model/choices';
import { labelOf, type FieldSchema, type Json } from '../model/document';
import { kindOf } from '../model/kinds';
import { PARTS } from '../model/parts';
import { rowOf } from '../model/scope';

interface Props {
  label: string;
  schema: FieldSchema;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

type Row = { [key: string]: Json };

const isRow = (value: Json | undefined): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const INPUT_TYPES: Record<string, string> = { date: 'date', month: 'month', time: 'time' };
/** Files cannot be tried here, and what the link brings is typed. */
const WITHOUT = ['file', 'image', 'signature', 'slot'];

/** Whether a field has a sample answer at all: files have none, calculated values are decided. */
export function hasSample(schema: FieldSchema | undefined): boolean {
  return schema !== undefined && schema['x-value'] === undefined && !WITHOUT.includes(kindOf(schema));
}

export function SampleInput({ label, schema, value, onChange }: Props) {
  const kind = kindOf(schema);
  const choices = choicesOf(schema);
  const row = rowOf(schema);
  const parts = PARTS[kind];
  if (row !== null) {
    const rows = (Array.isArray(value) ? value : []).filter(isRow);
    const set = (next: Row[]) => onChange(next.length === 0 ? undefined : next);
    return (
      <fieldset className="fieldset condition-inner">
        <legend>{label}</legend>
        {rows.map((one, index) => (
          <div key={index} className="test-row" role="group" aria-label={`${label}の${index + 1}件目`}>
            {Object.entries(row.properties)
              .filter(([, member]) => hasSample(member))
              .map(([name, member]) => (
                <SampleInput
                  key={name}
                  label={labelOf(row, name)}
                  schema={member}
                  value={one[name]}
                  onChange={(next) =>
                    set(rows.map((old, at) => (at === index ? withMember(old, name, next) : old)))
                  }
                />
              ))}
            <Button
              onPress={() => set(rows.filter((_, at) => at !== index))}
              aria-label={`${label}の${index + 1}件目を削除`}
            >
              削除
            </Button>
          </div>
        ))}
        <Button onPress={() => onChange([...rows, {}])} aria-label={`${label}に1件追加`}>
          1件追加
        </Button>
      </fieldset>
    );
  }
  if (kind === 'yesNo' || kind === 'consent') {
    return (
      <Check isSelected={value === true} onChange={(isOn) => onChange(isOn ? true : undefined)}>
        {label}
      </Check>
    );
  }
  if (choices.length > 0 && schema.type === 'array') {
    const chosen = Array.isArray(value) ? value : [];
    return (
      <fieldset className="fieldset">
        <legend>{label}</legend>
        {choices.map((choice) => (
          <Check
            key={choice.const}
            isSelected={chosen.includes(choice.const)}
            onChange={(isOn) => {
              const next = isOn
                ? [...chosen, choice.const]
                : chosen.filter((other) => other !== choice.const);
              onChange(next.length === 0 ? undefined : next);
            }}
          >
            {choice.title}
          </Check>
        ))}
      </fieldset>
    );
  }
  if (choices.length > 0 && kind !== 'matrix') {
    return (
      <Select
        label={label}
        value={textOf(value)}
        options={[
          { value: '', label: '（回答しない）' },
          ...choices.map((choice) => ({ value: choice.const, label: choice.title })),
        ]}
        onChange={(next) => onChange(next === '' ? undefined : next)}
      />
    );
  }
  if (parts !== undefined) {
    const own = isRow(value) ? value : {};
    return (
      <fieldset className="fieldset">
        <legend>{label}</legend>
        {parts
          .filter((part) => !part.isExtra)
          .map((part) => (
            <TextInput
              key={part.name}
              data-own-undo
              label={part.label}
              value={textOf(own[part.name])}
              onChange={(next) => {
                const whole = withMember(own, part.name, next === '' ? undefined : next);
                onChange(Object.keys(whole).length === 0 ? undefined : whole);
              }}
            />
          ))}
      </fieldset>
    );
  }
  return (
    <TextInput
      data-own-undo
      label={label}
      type={INPUT_TYPES[kind] ?? 'text'}
      value={textOf(value)}
      onChange={(next) => onChange(next === '' ? undefined : next)}
    />
  );
}

function withMember(row: Row, name: string, value: Json | undefined): Row {
  const { [name]: _old, ...others } = row;
  return value === undefined ? others : { ...others, [name]: value };
}
