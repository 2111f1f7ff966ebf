/** Days and times of calendars, in Japan's zone wherever the browser is. A day is `2026-12-01`. Pure. */
const ZONE = 'Asia/Tokyo';
const OFFSET = '+09:00';
const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

export const WEEKDAYS = ['月', '火', '水', '木', '金', '土', '日'] as const;

const localDay = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});
const localTime = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });

export const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** The day of a moment. */
export const dayOf = (at: string | number | Date): string => localDay.format(new Date(at));

/** `09:30` */
export const clockOf = (at: string | number | Date): string => localTime.format(new Date(at));

export const today = (): string => dayOf(Date.now());

export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The moment of a local day and time. */
export const momentOf = (day: string, time: string): number => Date.parse(`${day}T${time}${OFFSET}`);

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

/** 「12月1日（火）」 */
export function dayWords(day: string): string {
  const [, month, date] = day.split('-').map(Number);
  return `${month}月${date}日（${WEEKDAYS[weekdayOf(day) - 1]}）`;
}

/** 「2026年12月1日（火）」 */
export const fullDayWords = (day: string): string => `${Number(day.slice(0, 4))}年${dayWords(day)}`;

/** 「9時」「9時30分」 from `09:30`. */
export function timeWords(time: string): string {
  const [hour, minute] = time.split(':').map(Number);
  return minute === 0 ? `${hour}時` : `${hour}時${minute}分`;
}

/** 「9時30分〜10時」 */
export const spanWords = (from: string, until: string): string =>
  `${timeWords(clockOf(from))}〜${timeWords(clockOf(until))}`;

/** 「9:30〜10:00」, where there is little room. */
export const shortSpan = (from: string, until: string): string =>
  `${clockOf(from).replace(/^0/, '')}〜${clockOf(until).replace(/^0/, '')}`;

/** 「2026年12月1日（火）9時30分」 */
export const momentWords = (at: number): string => `${fullDayWords(dayOf(at))}${timeWords(clockOf(at))}`;

/** The days of a range, both included. */
export function daysBetween(from: string, until: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= until && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}

const UNITS = [
  { minutes: 24 * 60, word: '日' },
  { minutes: 60, word: '時間' },
  { minutes: 1, word: '分' },
] as const;

/** 「2日」「90分」: the largest unit that leaves no rest. */
export function durationWords(minutes: number): string {
  const unit = UNITS.find((each) => minutes % each.minutes === 0) ?? UNITS[2];
  return `${minutes / unit.minutes}${unit.word}`;
}

/** The value of a `datetime-local` input with seconds, as the moment that the server reads. */
export const instantOf = (local: string): string => `${local.length === 16 ? `${local}:00` : local}${OFFSET}`;

export const beforeMinutes = (at: number, minutes: number): number => at - minutes * MINUTE_MS;
