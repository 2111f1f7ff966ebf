/** One rule: on which days, at what times, for how many people, where. */
import { useId } from 'react';
import type { CalendarPlace } from '../api/types';
import { Check, TextInput } from '../ui/fields';
import { WEEKDAYS } from './days';
import { sentenceOf, type BlockDraft, type BlockWrong } from './ruleWords';

interface Props {
  block: BlockDraft;
  places: readonly CalendarPlace[];
  /** Shown once the person wanted to save. */
  wrong: BlockWrong;
  onChange: (patch: Partial<BlockDraft>) => void;
}

const toggled = <T,>(list: readonly T[], entry: T, isOn: boolean): T[] =>
  isOn ? [...list, entry] : list.filter((other) => other !== entry);

export function BlockFields({ block, places, wrong, onChange }: Props) {
  const id = useId();
  const sentence = sentenceOf(block, places.length);
  return (
    <>
      <fieldset className="fieldset" aria-describedby={wrong.weekdays && `${id}-weekdays`}>
        <legend>曜日</legend>
        <div className="calendar-weekdays">
          {WEEKDAYS.map((name, index) => (
            <Check
              key={name}
              isSelected={block.weekdays.includes(index + 1)}
              errorId={wrong.weekdays && index === 0 ? `${id}-weekdays` : undefined}
              onChange={(isOn) =>
                onChange({ weekdays: toggled(block.weekdays, index + 1, isOn).sort((a, b) => a - b) })
              }
            >
              {name}
              <span className="visually-hidden">曜日</span>
            </Check>
          ))}
        </div>
        {wrong.weekdays && (
          <p className="error-text" id={`${id}-weekdays`}>
            エラー：{wrong.weekdays}
          </p>
        )}
      </fieldset>
      <div className="calendar-pair">
        <TextInput
          label="最初の日"
          type="date"
          value={block.from}
          onChange={(from) => onChange({ from })}
          error={wrong.from ?? null}
        />
        <TextInput
          label="最後の日"
          type="date"
          value={block.until}
          onChange={(until) => onChange({ until })}
          error={wrong.until ?? null}
        />
        <TextInput
          label="始まる時刻"
          type="time"
          value={block.begins}
          onChange={(begins) => onChange({ begins: begins.slice(0, 5) })}
          error={wrong.begins ?? null}
        />
        <TextInput
          label="終わる時刻"
          type="time"
          value={block.ends}
          onChange={(ends) => onChange({ ends: ends.slice(0, 5) })}
          error={wrong.ends ?? null}
        />
        <TextInput
          label="1枠の長さ（分）"
          inputMode="numeric"
          value={block.minutes}
          onChange={(minutes) => onChange({ minutes })}
          error={wrong.minutes ?? null}
        />
        <TextInput
          label="1枠の定員（人）"
          inputMode="numeric"
          value={block.capacity}
          onChange={(capacity) => onChange({ capacity })}
          error={wrong.capacity ?? null}
        />
        <TextInput
          label="うち窓口・電話用（人）"
          inputMode="numeric"
          help="住民の画面からは予約できず、職員だけが使える分です。なければ0です。"
          value={block.reserved}
          onChange={(reserved) => onChange({ reserved })}
          error={wrong.reserved ?? null}
        />
      </div>
      {places.length > 1 && (
        <fieldset className="fieldset">
          <legend>会場</legend>
          <Check
            isSelected={block.places.length === 0}
            onChange={(isAll) => onChange({ places: isAll ? [] : places.map((place) => place.id) })}
          >
            すべての会場（あとから増やす会場も）
          </Check>
          {block.places.length > 0 &&
            places.map((place) => {
              const isOn = block.places.includes(place.id);
              return (
                <Check
                  key={place.id}
                  isSelected={isOn}
                  // None would mean all of them.
                  isDisabled={isOn && block.places.length === 1}
                  onChange={(on) => onChange({ places: toggled(block.places, place.id, on) })}
                >
                  {place.title}
                </Check>
              );
            })}
        </fieldset>
      )}
      {sentence !== '' && <p className="calendar-sentence">{sentence}</p>}
    </>
  );
}
