/** The appointment of a case (予約): where and when, moved to another slot or cancelled for a caller, booked anew. */
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
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

/** By then the dialog has given the focus back, if it could. */
const FOCUS_RETURNED_MS = 50;

const rowsOf = ({ pages }: SubmissionDetail) => pages.flatMap(({ rows }) => rows);

/** Whether the case asked for an appointment, so that it can have one again. */
const hadOne = (submission: SubmissionDetail): boolean =>
  submission.state !== 'withdrawn' && rowsOf(submission).some(({ kind }) => kind === 'slot');

export function BookingPanel({ submission }: { submission: SubmissionDetail }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [done, setDone] = useState<string | null>(null);
  const { appointment } = submission;
  const mayBook = !submission.is_test && submission.can.handle && hadOne(submission);
  if (appointment === null && !mayBook && done === null) return null;
  function tell(words: string) {
    setDone(words);
    // The button that led to the dialog may be gone by now.
    setTimeout(() => {
      if (document.activeElement === document.body) heading.current?.focus();
    }, FOCUS_RETURNED_MS);
  }
  return (
    <section aria-labelledby="booking-title" className="side-panel stack-s">
      <h2 id="booking-title" ref={heading} tabIndex={-1}>
        予約
      </h2>
      <Outcome words={done} />
      {appointment !== null ? (
        <Booked submission={submission} appointment={appointment} onDone={tell} />
      ) : (
        <NotBooked submission={submission} mayBook={mayBook} onDone={tell} />
      )}
    </section>
  );
}

interface Part {
  submission: SubmissionDetail;
  onDone: (words: string) => void;
}

function Booked({ submission, appointment, onDone }: Part & { appointment: Appointment }) {
  const [asked, setAsked] = useState<'move' | 'cancel' | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <dl className="booking-facts">
        <div>
          <dt>会場</dt>
          <dd>{appointment.place}</dd>
        </div>
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
        onDone={() => onDone('予約の日時を変更しました。')}
      />
      <CancelBookingDialog
        isOpen={asked === 'cancel'}
        submission={submission}
        onClose={close}
        onDone={() => onDone('予約を取り消しました。')}
      />
    </>
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

function NotBooked({ submission, mayBook, onDone }: Part & { mayBook: boolean }) {
  const { form, version } = submission;
  const [isOpen, setOpen] = useState(false);
  const document = useQuery({
    queryKey: keys.version(form.id, version),
    queryFn: () => forms.version(form.id, version),
    // A version never changes.
    staleTime: Infinity,
    enabled: mayBook,
  });
  const list = useQuery({ queryKey: keys.calendars, queryFn: calendars.list, enabled: mayBook });
  const wanted = document.data === undefined ? null : appointmentIn(document.data.document);
  const calendar = list.data?.find(({ key }) => key === wanted?.key);
  const counted = rowsOf(submission).find(({ name }) => name === wanted?.persons)?.lines[0];
  return (
    <>
      <p>今は予約がありません。</p>
      {wanted !== null && list.data !== undefined && calendar === undefined && (
        <p className="support">
          このフォームの予約枠（キー：{wanted.key}）は、見つからないか、ほかの部署のものです。
        </p>
      )}
      {calendar !== undefined && (
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
            onDone={() => onDone('予約を取り直しました。')}
          />
        </>
      )}
    </>
  );
}
