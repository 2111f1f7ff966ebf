/** What holds for every booking of a calendar: as typed, what is wrong with it, and as an example in words. Pure. */
import type { Calendar, CalendarChange } from '../api/types';
import { toLocal } from '../builder/settings/localTime';
import { addDays, beforeMinutes, dayOf, instantOf, momentOf, momentWords } from './days';
import { wholeNumber, wrongNumber } from './numbers';

export interface TermsDraft {
  title: string;
  department: string;
  opensAt: string;
  earliestDays: string;
  latest: Before;
  cutoff: Before;
  maxPersons: string;
  onePerField: string;
  holdMinutes: string;
  reminderDays: string;
}

/** So long before something, in a unit that people use. */
export interface Before {
  count: string;
  unit: BeforeUnit;
}

export const BEFORE_UNITS = { minutes: 1, hours: 60, days: 24 * 60 } as const;
export type BeforeUnit = keyof typeof BEFORE_UNITS;

export type TermsWrong = Partial<Record<keyof TermsDraft, string>>;

const LONGEST_DAYS = 366;
const LONGEST_HOLD = 60;
const MOST_PEOPLE = 100_000;
const ZONE = 'Asia/Tokyo';

function beforeOf(minutes: number): Before {
  const unit: BeforeUnit =
    minutes > 0 && minutes % BEFORE_UNITS.days === 0
      ? 'days'
      : minutes > 0 && minutes % BEFORE_UNITS.hours === 0
        ? 'hours'
        : 'minutes';
  return { count: String(minutes / BEFORE_UNITS[unit]), unit };
}

export const minutesOf = ({ count, unit }: Before): number => (wholeNumber(count) ?? 0) * BEFORE_UNITS[unit];

export const termsDraft = (calendar: Calendar): TermsDraft => ({
  title: calendar.title,
  department: calendar.department_id,
  opensAt: toLocal(calendar.opens_at, ZONE),
  earliestDays: String(calendar.earliest_days),
  latest: beforeOf(calendar.latest_minutes),
  cutoff: beforeOf(calendar.cutoff_minutes),
  maxPersons: String(calendar.max_persons),
  onePerField: calendar.one_per_field ?? '',
  holdMinutes: String(calendar.hold_minutes),
  reminderDays: String(calendar.reminder_days),
});

function wrongBefore(before: Before): string | null {
  return wrongNumber(
    before.count,
    0,
    Math.floor((LONGEST_DAYS * BEFORE_UNITS.days) / BEFORE_UNITS[before.unit]),
  );
}

export function wrongInTerms(draft: TermsDraft): TermsWrong {
  const found: [keyof TermsDraft, string | null][] = [
    ['title', draft.title.trim() === '' ? '名前を入力してください。' : null],
    ['earliestDays', wrongNumber(draft.earliestDays, 0, LONGEST_DAYS)],
    ['latest', wrongBefore(draft.latest)],
    ['cutoff', wrongBefore(draft.cutoff)],
    ['maxPersons', wrongNumber(draft.maxPersons, 1, MOST_PEOPLE)],
    ['holdMinutes', wrongNumber(draft.holdMinutes, 0, LONGEST_HOLD)],
    ['reminderDays', wrongNumber(draft.reminderDays, 0, LONGEST_DAYS)],
  ];
  return Object.fromEntries(found.filter(([, words]) => words !== null)) as TermsWrong;
}

/** Only when nothing is wrong with it. */
export const termsOf = (draft: TermsDraft): Partial<CalendarChange> => ({
  title: draft.title.trim(),
  department_id: draft.department,
  opens_at: draft.opensAt === '' ? null : instantOf(draft.opensAt),
  earliest_days: wholeNumber(draft.earliestDays) ?? 0,
  latest_minutes: minutesOf(draft.latest),
  cutoff_minutes: minutesOf(draft.cutoff),
  max_persons: wholeNumber(draft.maxPersons) ?? 1,
  one_per_field: draft.onePerField.trim() === '' ? null : draft.onePerField.trim(),
  hold_minutes: wholeNumber(draft.holdMinutes) ?? 0,
  reminder_days: wholeNumber(draft.reminderDays) ?? 0,
});

/** What the terms mean for a slot at 10 o'clock thirty days from now; nothing while something is wrong with them. */
export function example(draft: TermsDraft, now: number): string[] {
  if (Object.keys(wrongInTerms(draft)).length > 0) return [];
  const day = addDays(dayOf(now), 30);
  const starts = momentOf(day, '10:00:00');
  const earliest = wholeNumber(draft.earliestDays) ?? 0;
  const opens = draft.opensAt === '' ? null : Date.parse(instantOf(draft.opensAt));
  const begins = earliest === 0 ? null : momentOf(addDays(day, -earliest), '00:00:00');
  const from = Math.max(opens ?? 0, begins ?? 0);
  const until = beforeMinutes(starts, minutesOf(draft.latest));
  const slot = `たとえば${momentWords(starts)}の枠は、`;
  if (from >= until) return [`${slot}受付の始まりより前に締切になるため、住民は予約できません。`];
  const first = from === 0 ? '' : `${momentWords(from)}から、`;
  const reminder = wholeNumber(draft.reminderDays) ?? 0;
  return [
    `${slot}${first}${momentWords(until)}まで予約できます。`,
    `予約した人が自分で変更・取消しできるのは、${momentWords(beforeMinutes(starts, minutesOf(draft.cutoff)))}までです。`,
    ...(reminder === 0
      ? []
      : [
          `${momentWords(momentOf(addDays(day, -reminder), '00:00:00')).replace(/0時$/, '')}にお知らせのメールを送ります。`,
        ]),
  ];
}
