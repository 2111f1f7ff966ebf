/**
 * Another slot for a case: place, day, time; for staff also what is kept for telephone and counter. When somebody was
 * quicker, the nearest free ones are offered and what was written stays.
 */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ApiError, isConflict } from '../api/http';
import { keys } from '../api/queries';
import { calendars, submissions } from '../api/staffApi';
import type { Appointment, FreeSlot, SubmissionDetail } from '../api/types';
import { addDays, dayOf, dayWords, fullDayWords, isDay, spanWords, today } from '../calendars/days';
import { Banner, ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Radios, Select, TextArea, TextInput } from '../ui/fields';
import { formatCount } from '../ui/format';
import { ModalDialog } from '../ui/ModalDialog';
import { Loading } from '../ui/Page';
import { freeDays, nearest, timesOf } from './freeSlots';

interface Props {
  isOpen: boolean;
  submission: SubmissionDetail;
  calendar: string;
  persons: number;
  /** What the case has now. */
  now: Appointment | null;
  onClose: () => void;
  onDone: () => void;
}

export function ChooseSlotDialog({ isOpen, ...rest }: Props) {
  const title = rest.now === null ? '予約を取り直す' : '予約の日時を変更';
  return (
    <ModalDialog title={title} isOpen={isOpen} onClose={rest.onClose}>
      {isOpen && <ChooseSlot {...rest} />}
    </ModalDialog>
  );
}

/** As far as one request of the interface reaches. */
const REACH_DAYS = 92;

/** Why a slot that looked free cannot be had. */
function goneWords(error: unknown): string {
  const reason = error instanceof ApiError ? error.body.reason : undefined;
  if (reason === 'closed') return '休止中になりました。予約は変わっていません。';
  if (reason === 'too-many')
    return '1回に予約できる人数を超えています。予約は変わっていません。「受付の条件」で人数を確かめてください。';
  if (reason === 'too-late') return '始まりの時刻を過ぎています。予約は変わっていません。';
  return 'たった今、空きがなくなりました。予約は変わっていません。';
}

const laterOf = (a: string, b: string): string => (a > b ? a : b);

function ChooseSlot({ submission, calendar, persons, now, onClose, onDone }: Omit<Props, 'isOpen'>) {
  const client = useQueryClient();
  const [from, setFrom] = useState(today);
  const range = { from, until: addDays(from, REACH_DAYS) };
  const own = useQuery({ queryKey: keys.calendar(calendar), queryFn: () => calendars.get(calendar) });
  const free = useQuery({
    queryKey: keys.freeSlots(calendar, range, persons),
    queryFn: () => calendars.free(calendar, range, persons),
    staleTime: 0,
  });
  const [chosenPlace, setPlace] = useState<string | null>(null);
  const [chosenDay, setDay] = useState<string | null>(null);
  const [chosen, setChosen] = useState<FreeSlot | null>(null);
  const [note, setNote] = useState('');
  const [error, setError] = useState<string | null>(null);
  /** The slot that somebody else got. */
  const [gone, setGone] = useState<FreeSlot | null>(null);
  const book = useMutation({
    mutationFn: (slot: FreeSlot) => submissions.book(submission.id, slot.id, note.trim()),
    onSuccess: async () => {
      void client.invalidateQueries({ queryKey: keys.everyCalendar });
      await client.invalidateQueries({ queryKey: keys.submission(submission.id) });
      onClose();
      onDone();
    },
    onError: (reason, slot) => {
      if (reason instanceof ApiError && reason.code === 'slot-taken') {
        setGone(slot);
        setChosen(null);
        void free.refetch();
      }
      if (isConflict(reason)) void client.invalidateQueries({ queryKey: keys.submission(submission.id) });
    },
  });
  const slots = (free.data ?? []).filter(({ id }) => id !== now?.slot_id);
  const places = (own.data?.places ?? []).filter(({ id }) => slots.some((slot) => slot.place_id === id));
  const placeName = (id: string) => own.data?.places.find((place) => place.id === id)?.title ?? '';
  const place = places.find(({ id }) => id === chosenPlace)?.id ?? places[0]?.id ?? '';
  const days = freeDays(slots, place);
  const soonest = laterOf(now === null ? from : dayOf(now.starts_at), from);
  const day =
    days.find((each) => each.day === chosenDay)?.day ??
    days.find((each) => each.day >= soonest)?.day ??
    days[0]?.day ??
    '';
  const times = timesOf(slots, place, day);
  const picked = times.find(({ id }) => id === chosen?.id) ?? null;

  function pick(slot: FreeSlot) {
    setPlace(slot.place_id);
    setDay(dayOf(slot.starts_at));
    setChosen(slot);
    setError(null);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setError(picked === null ? '時刻を選んでください。' : null);
    if (picked !== null && !book.isPending) book.mutate(picked);
  }
  if (own.data === undefined || free.data === undefined) {
    const failed = own.error ?? free.error;
    return failed === null ? <Loading /> : <ErrorBanner error={failed} />;
  }
  const isTaken = book.error instanceof ApiError && book.error.code === 'slot-taken';
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {now !== null && (
        <p>
          今の予約：{fullDayWords(dayOf(now.starts_at))} {spanWords(now.starts_at, now.ends_at)}
        </p>
      )}
      <ErrorBanner error={isTaken ? null : book.error} />
      {isTaken && gone !== null && (
        <Banner kind="error">
          <p>
            {placeName(gone.place_id)}の{dayWords(dayOf(gone.starts_at))}
            {spanWords(gone.starts_at, gone.ends_at)}
            は、{goneWords(book.error)}
          </p>
          {nearest(slots, gone).length > 0 && (
            <>
              <p>近い枠：</p>
              <ul className="booking-nearest">
                {nearest(slots, gone).map((slot) => (
                  <li key={slot.id}>
                    <Button onPress={() => pick(slot)}>
                      {placeName(slot.place_id)} {dayWords(dayOf(slot.starts_at))}{' '}
                      {spanWords(slot.starts_at, slot.ends_at)}
                    </Button>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Banner>
      )}
      <TextInput
        label="この日から探す"
        type="date"
        help={`${persons === 1 ? '' : `${formatCount(persons)}人分の`}空きを、この日から3か月分探します。窓口・電話用の枠も使えます。`}
        value={from}
        onChange={(next) => isDay(next) && setFrom(next)}
      />
      {places.length === 0 ? (
        <p role="status">空いている枠がありません。ほかの日から探してください。</p>
      ) : (
        <>
          <Select
            label="会場"
            value={place}
            options={places.map(({ id, title }) => ({ value: id, label: title }))}
            onChange={(next) => setPlace(next)}
          />
          <Select
            label="日"
            value={day}
            options={days.map((each) => ({
              value: each.day,
              label: `${fullDayWords(each.day)} 空き${formatCount(each.left)}人`,
            }))}
            onChange={setDay}
          />
          <div className="booking-times">
            <Radios
              legend="時刻"
              name="booking-slot"
              value={picked?.id ?? ''}
              options={times.map((slot) => ({
                value: slot.id,
                label: spanWords(slot.starts_at, slot.ends_at),
                help: `空き${formatCount(slot.left)}人`,
              }))}
              onChange={(id) => {
                const slot = times.find((each) => each.id === id);
                if (slot !== undefined) pick(slot);
              }}
            />
          </div>
          {error !== null && (
            <p role="alert" className="error-text">
              エラー：{error}
            </p>
          )}
        </>
      )}
      <TextArea
        label="メモ"
        need="optional"
        maxLength={2000}
        help="職員だけが見られます。経過に残ります（例：本人から電話で申し出）。"
        value={note}
        onChange={setNote}
      />
      <p className="support">
        {submission.has_mail_address
          ? '新しい日時を、申請した人にメールで知らせます。'
          : 'メールアドレスがないため、メールは送られません。電話などで知らせてください。'}
      </p>
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={book.isPending}>
          {now === null ? 'この日時で予約する' : 'この日時に変更する'}
        </Button>
      </div>
    </form>
  );
}
