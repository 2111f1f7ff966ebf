/** The choices of a field: words, values, order. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { Check, TextInput } from '../../ui/fields';
import { useBuilder } from '../builderContext';
import { choicesOf, freshValue, withChoices, type Choice } from '../model/choices';
import { movedTo } from '../model/change';
import type { FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';

export function ChoicesEditor({ name, schema }: { name: string; schema: FieldSchema }) {
  const store = useBuilder();
  const [hasValues, setHasValues] = useState(false);
  const kind = kindOf(schema);
  if (kind !== 'choice' && kind !== 'choices') return null;
  const choices = choicesOf(schema);
  const set = (next: Choice[], key?: string) =>
    store.dispatch(
      { type: 'editField', name, patch: withChoices(schema, next) },
      { key: key && `field.${name}.choice.${key}` },
    );
  const retitle = (index: number, title: string) =>
    set(
      choices.map((choice, at) => (at === index ? { ...choice, title } : choice)),
      String(index),
    );
  function add() {
    const number = choices.length + 1;
    set([...choices, { const: freshValue(choices), title: `選択肢${number}` }]);
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
          {hasValues && <ChoiceValue name={name} choice={choice} choices={choices} />}
          <div className="choice-actions">
            <Button
              look="icon"
              aria-label={`「${choice.title}」を上へ`}
              isDisabled={index === 0}
              onPress={() => set(movedTo(choices, index, index - 1))}
            >
              <span aria-hidden="true">↑</span>
            </Button>
            <Button
              look="icon"
              aria-label={`「${choice.title}」を下へ`}
              isDisabled={index === choices.length - 1}
              onPress={() => set(movedTo(choices, index, index + 1))}
            >
              <span aria-hidden="true">↓</span>
            </Button>
            <Button
              look="icon"
              aria-label={`「${choice.title}」を削除`}
              onPress={() => set(choices.filter((_, at) => at !== index))}
            >
              <span aria-hidden="true">✕</span>
            </Button>
          </div>
        </div>
      ))}
      <Button onPress={add}>選択肢を追加</Button>
      <Check isSelected={hasValues} onChange={setHasValues}>
        値も編集する（データの出力に使う値）
      </Check>
    </fieldset>
  );
}

/** The stored value. Conditions that ask for it follow; an empty or taken value is not accepted. */
function ChoiceValue({ name, choice, choices }: { name: string; choice: Choice; choices: Choice[] }) {
  const store = useBuilder();
  const [text, setText] = useState(choice.const);
  const isTaken = text !== choice.const && choices.some((other) => other.const === text);
  const error = text === '' ? '値を入力してください。' : isTaken ? 'ほかの選択肢と同じ値です。' : null;
  return (
    <TextInput
      label="値"
      value={text}
      error={error}
      onChange={setText}
      onBlur={() => {
        if (error === null) store.dispatch({ type: 'renameChoice', name, from: choice.const, to: text });
      }}
    />
  );
}
