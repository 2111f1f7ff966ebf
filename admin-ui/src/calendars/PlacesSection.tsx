/** The places of a calendar (会場): add, rename, say how to get there, order. */
import { useRef, useState } from 'react';
import type { Calendar, CalendarPlace } from '../api/types';
import { Button } from '../ui/Button';
import { TextArea, TextInput } from '../ui/fields';
import { SaveBar } from './SaveBar';
import { usePart } from './saving';

/** A new place has no identifier yet. */
interface PlaceDraft extends Omit<CalendarPlace, 'id'> {
  id: string | null;
  /** Tells the rows apart while they are edited. */
  row: string;
}

const draftOf = (calendar: Calendar): PlaceDraft[] =>
  calendar.places.map((place) => ({ ...place, row: place.id }));

const isNamed = ({ rules }: Calendar, place: string): boolean =>
  rules.blocks.some(({ places = [] }) => places.includes(place)) ||
  rules.exceptions.some((exception) => exception.place === place);

function wrongTitle(places: PlaceDraft[], index: number): string | null {
  const title = places[index]?.title.trim() ?? '';
  if (title === '') return '会場の名前を入力してください。';
  const first = places.findIndex((place) => place.title.trim() === title);
  return first < index ? '同じ名前の会場があります。区別できる名前にしてください。' : null;
}

export function PlacesSection({ calendar }: { calendar: Calendar }) {
  const part = usePart(calendar, draftOf);
  const [isChecked, setChecked] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const added = useRef(0);
  const list = useRef<HTMLOListElement>(null);
  const places = part.value;
  const mayEdit = calendar.can_edit;
  const change = (index: number, patch: Partial<PlaceDraft>) =>
    part.set(places.map((place, at) => (at === index ? { ...place, ...patch } : place)));

  function move(index: number, to: number) {
    const next = [...places];
    const [place] = next.splice(index, 1);
    if (place === undefined) return;
    next.splice(to, 0, place);
    part.set(next);
    setSaid(`「${place.title}」を${to + 1}番目にしました。`);
  }
  function add() {
    added.current += 1;
    part.set([...places, { id: null, row: `new-${added.current}`, title: '', note: '' }]);
    // The row is there after the next drawing.
    setTimeout(() => list.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  }
  function remove(index: number) {
    const place = places[index];
    if (place === undefined) return;
    if (place.id !== null && isNamed(calendar, place.id)) {
      setRefused(
        `「${place.title}」は、規則か休みの日で選ばれています。先に「枠の作り方」で外して保存してください。`,
      );
      return;
    }
    setRefused(null);
    part.set(places.filter((_, at) => at !== index));
    setSaid(`「${place.title}」を削除します。保存するまでは「変更をやめる」で戻せます。`);
  }
  function save() {
    setChecked(true);
    if (places.some((_, index) => wrongTitle(places, index) !== null)) {
      setTimeout(() => list.current?.querySelector<HTMLInputElement>('[aria-invalid]')?.focus());
      return;
    }
    setChecked(false);
    part.save({
      places: places.map(({ id, title, note }) => ({ id, title: title.trim(), note: note.trim() })),
    });
  }
  return (
    <section className="stack" aria-labelledby="places-title">
      <h2 id="places-title">会場</h2>
      <p>
        住民には、この順で表示します。名前を変えても、すでに届いた申請には、予約したときの名前が残ります。
      </p>
      <ol className="calendar-cards" ref={list}>
        {places.map((place, index) => (
          <li key={place.row} className="calendar-card stack-s">
            <TextInput
              label={`会場${index + 1}の名前`}
              need="required"
              maxLength={100}
              value={place.title}
              readOnly={!mayEdit}
              onChange={(title) => change(index, { title })}
              error={isChecked ? wrongTitle(places, index) : null}
            />
            <TextArea
              label={`会場${index + 1}の案内`}
              need="optional"
              rows={2}
              maxLength={1000}
              help="行き方、駐車場、持ち物など。住民が会場を選ぶときに表示します。"
              value={place.note}
              readOnly={!mayEdit}
              onChange={(note) => change(index, { note })}
            />
            {mayEdit && (
              <div className="row">
                <Button
                  aria-label={`会場${index + 1}「${place.title}」を上へ`}
                  isDisabled={index === 0}
                  onPress={() => move(index, index - 1)}
                >
                  ↑ 上へ
                </Button>
                <Button
                  aria-label={`会場${index + 1}「${place.title}」を下へ`}
                  isDisabled={index === places.length - 1}
                  onPress={() => move(index, index + 1)}
                >
                  ↓ 下へ
                </Button>
                <Button
                  aria-label={`会場${index + 1}「${place.title}」を削除`}
                  isDisabled={places.length === 1}
                  onPress={() => remove(index)}
                >
                  削除
                </Button>
              </div>
            )}
          </li>
        ))}
      </ol>
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {refused !== null && (
        <p role="alert" className="error-text">
          {refused}
        </p>
      )}
      {mayEdit && (
        <>
          <div>
            <Button onPress={add}>会場を追加</Button>
          </div>
          <SaveBar
            part={part}
            done="会場を保存しました。新しい会場の枠は、「枠の作り方」で枠に反映するとできます。"
            onSave={save}
          />
        </>
      )}
    </section>
  );
}
