/** Days without slots: everywhere, or at one place. */
import { useRef } from 'react';
import type { CalendarPlace } from '../api/types';
import { Button } from '../ui/Button';
import { Select, TextInput } from '../ui/fields';
import type { RulesDraft } from './ruleWords';

type Exceptions = RulesDraft['exceptions'];

interface Props {
  exceptions: Exceptions;
  places: readonly CalendarPlace[];
  isChecked: boolean;
  onChange: (exceptions: Exceptions) => void;
  freshRow: () => string;
}

const EVERYWHERE = '';

export function ExceptionsFields({ exceptions, places, isChecked, onChange, freshRow }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const change = (index: number, patch: Partial<Exceptions[number]>) =>
    onChange(exceptions.map((other, at) => (at === index ? { ...other, ...patch } : other)));
  function add() {
    onChange([...exceptions, { day: '', place: null, row: freshRow() }]);
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  }
  return (
    <>
      <ul className="calendar-cards" ref={list}>
        {exceptions.map((exception, index) => (
          <li key={exception.row} className="calendar-exception">
            <TextInput
              label={`休みの日${index + 1}`}
              type="date"
              value={exception.day}
              onChange={(day) => change(index, { day })}
              error={isChecked && exception.day === '' ? '日を入力してください。' : null}
            />
            {places.length > 1 && (
              <Select
                label={`休みの日${index + 1}の会場`}
                value={exception.place ?? EVERYWHERE}
                options={[
                  { value: EVERYWHERE, label: 'すべての会場' },
                  ...places.map(({ id, title }) => ({ value: id, label: title })),
                ]}
                onChange={(place) => change(index, { place: place === EVERYWHERE ? null : place })}
              />
            )}
            <Button
              aria-label={`休みの日${index + 1}を削除`}
              onPress={() => onChange(exceptions.filter((_, at) => at !== index))}
            >
              削除
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button onPress={add}>休みの日を追加</Button>
      </div>
    </>
  );
}
