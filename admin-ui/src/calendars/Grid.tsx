/** Days × times of a place: what is taken of each slot; a slot or a whole day can be changed in place. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { Calendar, DayEntry, Slot } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Select, TextInput } from '../ui/fields';
import { Loading } from '../ui/Page';
import { CancelledBookings, closedWords } from './CancelledBookings';
import { CloseDayDialog } from './CloseDayDialog';
import { addDays, dayWords, daysBetween, isDay, today } from './days';
import { GridTable } from './GridTable';
import { ReopenDayDialog } from './ReopenDayDialog';
import { SlotDialog } from './SlotDialog';
import { changedWords, type SlotDone } from './slotWords';
import { SlotUndo } from './SlotUndo';
import type { Where } from './tabs';

const SPANS = [
  { value: '1', label: '1日' },
  { value: '7', label: '7日間' },
  { value: '14', label: '14日間' },
];

/** On a telephone a week would have to be scrolled sideways. */
const isNarrow = (): boolean => window.matchMedia?.('(max-width: 47.99em)').matches === true;

/** What stands above the table after something was done. */
interface Done {
  words: string | null;
  /** What can be changed back. */
  slot?: SlotDone;
  /** Whose appointments are gone. */
  cancelled?: DayEntry[];
}

export function Grid({ calendar, place, day, go }: { calendar: Calendar } & Where) {
  const client = useQueryClient();
  const [span, setSpan] = useState(() => (isNarrow() ? '1' : '7'));
  const [edited, setEdited] = useState<Slot | null>(null);
  const [closing, setClosing] = useState<string | null>(null);
  const [reopening, setReopening] = useState<string | null>(null);
  const [done, setDone] = useState<Done>({ words: null });
  const from = day ?? today();
  const days = { from, until: addDays(from, Number(span) - 1) };
  const key = keys.slots(calendar.id, days, place);
  const slots = useQuery({
    queryKey: key,
    queryFn: () => calendars.slots(calendar.id, days, place),
    placeholderData: (previous) => previous,
  });
  const title = calendar.places.find(({ id }) => id === place)?.title ?? '';
  const seen = () => client.invalidateQueries({ queryKey: keys.calendarAll(calendar.id) });

  function show(slot: Slot) {
    client.setQueryData<Slot[]>(key, (before) =>
      before?.map((other) => (other.id === slot.id ? slot : other)),
    );
    void seen();
  }
  const shown = slots.data ?? [];
  return (
    <section className="stack" aria-labelledby="grid-title">
      <h2 id="grid-title">予約の状況</h2>
      <div className="calendar-where">
        <Select
          label="会場"
          value={place}
          options={calendar.places.map((each) => ({ value: each.id, label: each.title }))}
          onChange={(next) => go({ place: next })}
        />
        <TextInput
          label="最初の日"
          type="date"
          value={from}
          onChange={(next) => isDay(next) && go({ day: next })}
        />
        <Select label="表示する日数" value={span} options={SPANS} onChange={setSpan} />
        <div className="row">
          <Button onPress={() => go({ day: addDays(from, -Number(span)) })}>← 前へ</Button>
          <Button onPress={() => go({ day: today() })}>今日</Button>
          <Button onPress={() => go({ day: addDays(from, Number(span)) })}>次へ →</Button>
        </div>
      </div>
      <ErrorBanner error={slots.error} />
      <Outcome words={done.words} />
      {done.slot !== undefined && (
        <SlotUndo
          calendar={calendar.id}
          done={done.slot}
          onUndone={(slot, words) => {
            show(slot);
            setDone({ words });
          }}
        />
      )}
      {done.cancelled !== undefined && <CancelledBookings cancelled={done.cancelled} />}
      {slots.isPending ? (
        <Loading />
      ) : shown.length === 0 ? (
        <p>
          {dayWords(days.from)}
          {span === '1' ? '' : `から${dayWords(days.until)}まで`}、「{title}
          」の枠はありません。枠は「枠の作り方」で規則を決めて、反映すると作られます。
        </p>
      ) : (
        <>
          <p className="support">
            「2/4」は、定員4人のうち2人が予約済みという意味です。枠を押すと、定員を変えたり休止したりできます。矢印キーでも動けます。
          </p>
          <GridTable
            caption={`${title}の予約の状況`}
            days={daysBetween(days.from, days.until)}
            slots={shown}
            mayEdit={calendar.can_edit}
            onSlot={setEdited}
            onClose={setClosing}
            onReopen={setReopening}
            onDay={(chosen) => go({ tab: 'day', day: chosen })}
          />
        </>
      )}
      <SlotDialog
        calendar={calendar.id}
        slot={edited}
        onClose={() => setEdited(null)}
        onDone={(before, after) => {
          show(after);
          const slot = { before, after };
          setDone({ words: changedWords(slot), slot });
        }}
      />
      <CloseDayDialog
        calendar={calendar.id}
        place={{ id: place, title }}
        day={closing}
        onClose={() => setClosing(null)}
        onDone={(closed, cancelled) => {
          setDone({ words: closedWords(title, closed, cancelled.length), cancelled });
          void seen();
        }}
      />
      <ReopenDayDialog
        calendar={calendar.id}
        place={{ id: place, title }}
        day={reopening}
        onClose={() => setReopening(null)}
        onDone={(opened) => {
          setDone({ words: `「${title}」の${dayWords(opened)}を再開しました。` });
          void seen();
        }}
      />
    </section>
  );
}
