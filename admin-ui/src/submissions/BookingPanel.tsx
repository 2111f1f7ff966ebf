/** The appointment of a case (予約): where and when, moved to another slot or cancelled for a caller, booked anew. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { keys } from '../api/queries';
import { calendars, forms } from '../api/staffApi';
import type { Appointment, SubmissionDetail } from '../api/types';
import { dayOf, fullDayWords, spanWords } from '../calendars/days';
import { wholeNumber } from '../calendars/numbers';
import { Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { channelName } from './channels';
import { CancelBookingDialog } from './CancelBookingDialog';
import { ChooseSlotDialog } from './ChooseSlotDialog';

const rowsOf = ({ pages }: SubmissionDetail) => pages.flatMap(({ rows }) => rows);

/** Whether the case asked for an appointment, so that it can have one again. */
const hadOne = (submission: SubmissionDetail): boolean =>
  submission.state !== 'withdrawn' && rowsOf(submission).some(({ kind }) => kind === 'slot');

export function BookingPanel({ submission }: { submission: SubmissionDetail }) {
  const { appointment } = submission;
  if (appointment !== null) return <Booked submission={submission} appointment={appointment} />;
  if (submission.is_test || !submission.can.handle || !hadOne(submission)) return null;
  return <NotBooked submission={submission} />;
}

/** The name of the place; empty while it is looked up, and where the calendar is another department's. */
function usePlace({ calendar_id, slot_id, starts_at }: Appointment): string {
  const day = { from: dayOf(starts_at), until: dayOf(starts_at) };
  const calendar = useQuery({
    queryKey: keys.calendar(calendar_id),
    queryFn: () => calendars.get(calendar_id),
  });
  const slots = useQuery({
    queryKey: keys.slots(calendar_id, day),
    queryFn: () => calendars.slots(calendar_id, day),
  });
  const place = slots.data?.find(({ id }) => id === slot_id)?.place_id;
  return calendar.data?.places.find(({ id }) => id === place)?.title ?? '';
}

interface BookedProps {
  submission: SubmissionDetail;
  appointment: Appointment;
}

function Booked({ submission, appointment }: BookedProps) {
  const place = usePlace(appointment);
  const [asked, setAsked] = useState<'move' | 'cancel' | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const close = () => setAsked(null);
  return (
    <section aria-labelledby="booking-title" className="side-panel stack-s">
      <h2 id="booking-title">予約</h2>
      <dl className="booking-facts">
        {place !== '' && (
          <div>
            <dt>会場</dt>
            <dd>{place}</dd>
          </div>
        )}
        <div>
          <dt>日時</dt>
          <dd>
            {fullDayWords(dayOf(appointment.starts_at))}{' '}
            {spanWords(appointment.starts_at, appointment.ends_at)}
          </dd>
        </div>
        <div>
          <dt>人数</dt>
          <dd>
            {formatCount(appointment.persons)}人（{channelName(appointment.channel)}の予約）
          </dd>
        </div>
      </dl>
      <Outcome words={done} />
      {submission.can.handle && (
        <div className="row no-print">
          <Button onPress={() => setAsked('move')}>日時を変更</Button>
          <Button onPress={() => setAsked('cancel')}>予約を取消し</Button>
        </div>
      )}
      <ChooseSlotDialog
        isOpen={asked === 'move'}
        submission={submission}
        calendar={appointment.calendar_id}
        persons={appointment.persons}
        now={appointment}
        onClose={close}
        onDone={() => setDone('予約の日時を変更しました。')}
      />
      <CancelBookingDialog isOpen={asked === 'cancel'} submission={submission} onClose={close} />
    </section>
  );
}

/** What the form says of its appointment: the key of the calendar, and the field that counts people. */
function appointmentIn(document: Record<string, unknown>): { key: string; persons: unknown } | null {
  const { properties } = document;
  if (typeof properties !== 'object' || properties === null) return null;
  for (const schema of Object.values(properties) as Record<string, unknown>[])
    if (schema['x-kind'] === 'slot' && typeof schema['x-slots'] === 'string')
      return { key: schema['x-slots'], persons: schema['x-persons'] };
  return null;
}

function NotBooked({ submission }: { submission: SubmissionDetail }) {
  const { form, version } = submission;
  const [isOpen, setOpen] = useState(false);
  const document = useQuery({
    queryKey: ['version', form.id, version],
    queryFn: () => forms.version(form.id, version),
    staleTime: Infinity,
  });
  const list = useQuery({ queryKey: keys.calendars, queryFn: calendars.list });
  const wanted = document.data === undefined ? null : appointmentIn(document.data.document);
  if (wanted === null || list.data === undefined) return null;
  const calendar = list.data.find(({ key }) => key === wanted.key);
  const counted = rowsOf(submission).find(({ name }) => name === wanted.persons)?.lines[0];
  return (
    <section aria-labelledby="booking-title" className="side-panel stack-s">
      <h2 id="booking-title">予約</h2>
      <p>今は予約がありません。</p>
      {calendar === undefined ? (
        <p className="support">
          このフォームの予約枠（キー：{wanted.key}）は、見つからないか、ほかの部署のものです。
        </p>
      ) : (
        <>
          <div className="no-print">
            <Button onPress={() => setOpen(true)}>予約を取り直す</Button>
          </div>
          <ChooseSlotDialog
            isOpen={isOpen}
            submission={submission}
            calendar={calendar.id}
            persons={wholeNumber(counted ?? '') ?? 1}
            now={null}
            onClose={() => setOpen(false)}
            onDone={() => undefined}
          />
        </>
      )}
    </section>
  );
}
