/** Days as the form asks for them: year, month, day in the office's time zone, so many days from today. */
export interface Day {
  年: string;
  月: string;
  日: string;
}

export function dayFromToday(days: number): Day {
  const at = new Date(Date.now() + days * 24 * 60 * 60 * 1000);
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: 'Asia/Tokyo',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  return { 年: part('year'), 月: part('month'), 日: part('day') };
}

/** The same, or the Monday after it where it is a Saturday or a Sunday: not every venue is open then. */
export function weekdayFromToday(days: number): Day {
  const day = dayFromToday(days);
  const weekday = new Date(Date.UTC(Number(day.年), Number(day.月) - 1, Number(day.日))).getUTCDay();
  if (weekday === 6) return dayFromToday(days + 2);
  return weekday === 0 ? dayFromToday(days + 1) : day;
}

export const inWords = (day: Day) => `${day.年}年${day.月}月${day.日}日`;

/** Today in the office's time zone, as `2026-04-01`. */
export function today(): string {
  const { 年, 月, 日 } = dayFromToday(0);
  return [年, 月.padStart(2, '0'), 日.padStart(2, '0')].join('-');
}
