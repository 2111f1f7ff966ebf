/** The choices of a field: words, values, order, and a free text beside them. */
import { useState } from 'react';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { Check, TextInput } from '../../ui/fields';
import { useBuilder } from '../builderContext';
import { renameChoice } from '../choiceActions';
import { choicesOf, freshValue, rowsOf, withChoices, type Choice } from '../model/choices';
import { movedTo } from '../model/change';
import type { FieldAddress, FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import type { EditSchema } from '../kinds/kind';
import { OrderButtons } from './OrderButtons';
import { OtherSettings } from './OtherSettings';

interface Props extends FieldAddress {
  schema: FieldSchema;
  edit: EditSchema;
}

const WITH_CHOICES = ['choice', 'choices', 'ranking', 'matrix'];

export function ChoicesEditor({ name, group, schema, edit }: Props) {
  const [hasValues, setHasValues] = useState(false);
  const [left, setLeft] = useState<Left | null>(null);
  const kind = kindOf(schema);
  if (!WITH_CHOICES.includes(kind)) return null;
  // Choices that several rows share by reference are not ours to spell out.
  if (kind === 'matrix' && rowsOf(schema).some(([, row]) => row.$ref !== undefined)) {
    return (
      <p className="support">
        この表の選択肢は、ほかの場所の定義を参照しています。この画面では変えられません。
      </p>
    );
  }
  const choices = choicesOf(schema);
  const set = (next: Choice[], key?: string) => edit(withChoices(schema, next), key && `choice.${key}`);
  const retitle = (index: number, title: string) =>
    set(
      choices.map((choice, at) => (at === index ? { ...choice, title } : choice)),
      String(index),
    );
  function add() {
    const number = choices.length + 1;
    const next = [...choices, { const: freshValue(choices), title: `選択肢${number}` }];
    // All choices can be put in order, unless somebody has set another limit.
    const follows = kind === 'ranking' && schema.maxItems === choices.length;
    edit({ ...withChoices(schema, next), ...(follows ? { maxItems: next.length } : {}) });
    const id = `choice-${name}-${choices.length}`;
    requestAnimationFrame(() => document.querySelector<HTMLInputElement>(`[data-choice="${id}"]`)?.select());
  }
  return (
    <fieldset className="fieldset panel">
      <legend>選択肢</legend>
      {choices.map((choice, index) => (
        <div key={index} className="choice-row">
          <TextInput
            label={`選択肢${index + 1}`}
            data-choice={`choice-${name}-${index}`}
            value={choice.title}
            onChange={(title) => retitle(index, title)}
          />
          {hasValues && (
            // By its value: what is being typed must not stay in the row when another choice comes to stand there.
            <ChoiceValue
              key={choice.const}
              name={name}
              group={group}
              choice={choice}
              choices={choices}
              onLeft={(places) => setLeft({ name, group, value: choice.const, places })}
            />
          )}
          <OrderButtons
            label={choice.title}
            index={index}
            count={choices.length}
            onMove={(to) => set(movedTo(choices, index, to))}
            onRemove={() => set(choices.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {left !== null && left.name === name && left.group === group && (
        <StillNamed {...left} onClose={() => setLeft(null)} />
      )}
      <Button onPress={add}>選択肢を追加</Button>
      {(kind === 'choice' || kind === 'choices') && <OtherSettings schema={schema} edit={edit} />}
      <Check isSelected={hasValues} onChange={setHasValues}>
        値も編集する（データの出力に使う値）
      </Check>
    </fieldset>
  );
}

/** What still has the value that a choice of the field had. */
interface Left extends FieldAddress {
  value: string;
  places: string[];
}

function StillNamed({ value, places, onClose }: Left & { onClose: () => void }) {
  return (
    <Banner kind="warning">
      <p>
        次の式には、前の値「{value}
        」が残っています。この選択肢のことなら、新しい値に直してください。そうでなければ、そのままでかまいません。
      </p>
      <ul>
        {places.map((place, index) => (
          <li key={index}>{place}</li>
        ))}
      </ul>
      <Button onPress={onClose}>閉じる</Button>
    </Banner>
  );
}

interface ValueProps extends FieldAddress {
  choice: Choice;
  choices: Choice[];
  /** Expressions still have the old value. */
  onLeft: (places: string[]) => void;
}

/** The stored value. Who asks for it follows; an empty or taken value is not accepted. */
function ChoiceValue({ name, group, choice, choices, onLeft }: ValueProps) {
  const store = useBuilder();
  const [text, setText] = useState(choice.const);
  const isTaken = text !== choice.const && choices.some((other) => other.const === text);
  const error = text === '' ? '値を入力してください。' : isTaken ? 'ほかの選択肢と同じ値です。' : null;
  return (
    <TextInput
      // Only leaving it changes the form.
      data-own-undo
      label="値"
      value={text}
      error={error}
      onChange={setText}
      onBlur={() => {
        if (error !== null) return;
        const places = renameChoice(store, { name, group }, choice.const, text);
        if (places.length > 0) onLeft(places);
      }}
    />
  );
}
