/** Rules of slots in words, what is wrong with them, and how many slots a day they make. Pure; the server decides. */
import type { CalendarBlock, CalendarException, CalendarRules, RuleChanges } from '../api/types';
import { formatCount } from '../ui/format';
import { fullDayWords, isDay, timeWords, WEEKDAYS } from './days';
import { wholeNumber, wrongNumber } from './numbers';

/** A rule while it is typed. */
export interface BlockDraft {
  /** Tells the rules apart while they are edited. */
  row: string;
  places: string[];
  weekdays: number[];
  from: string;
  until: string;
  begins: string;
  ends: string;
  minutes: string;
  capacity: string;
  reserved: string;
}

export interface RulesDraft {
  blocks: BlockDraft[];
  exceptions: (CalendarException & { row: string })[];
  isClosedOnHolidays: boolean;
}

export type BlockWrong = Partial<Record<Exclude<keyof BlockDraft, 'row' | 'places'>, string>>;

export const MOST_PEOPLE = 100_000;
const DAY_MINUTES = 24 * 60;

export const blockDraft = (block: CalendarBlock, row: string): BlockDraft => ({
  row,
  places: block.places ?? [],
  weekdays: block.weekdays,
  from: block.from,
  until: block.until,
  begins: block.begins,
  ends: block.ends,
  minutes: String(block.minutes),
  capacity: String(block.capacity),
  reserved: String(block.reserved ?? 0),
});

export const rulesDraft = (rules: CalendarRules): RulesDraft => ({
  blocks: rules.blocks.map((block, index) => blockDraft(block, `block-${index}`)),
  exceptions: rules.exceptions.map((exception, index) => ({
    day: exception.day,
    place: exception.place ?? null,
    row: `exception-${index}`,
  })),
  isClosedOnHolidays: rules.is_closed_on_holidays,
});

/** Only when nothing is wrong with it. */
export const rulesOf = (draft: RulesDraft): CalendarRules => ({
  blocks: draft.blocks.map(({ row: _row, minutes, capacity, reserved, ...block }) => ({
    ...block,
    minutes: wholeNumber(minutes) ?? 0,
    capacity: wholeNumber(capacity) ?? 0,
    reserved: wholeNumber(reserved) ?? 0,
  })),
  exceptions: draft.exceptions.map(({ day, place }) => ({ day, place })),
  is_closed_on_holidays: draft.isClosedOnHolidays,
});

const isTime = (text: string): boolean => /^\d{2}:\d{2}$/.test(text);

export function wrongInBlock(block: BlockDraft): BlockWrong {
  const wrong: BlockWrong = {};
  if (block.weekdays.length === 0) wrong.weekdays = '曜日を1つ以上選んでください。';
  if (!isDay(block.from)) wrong.from = '最初の日を入力してください。';
  if (!isDay(block.until)) wrong.until = '最後の日を入力してください。';
  else if (isDay(block.from) && block.until < block.from)
    wrong.until = '最後の日は、最初の日と同じか、それより後にしてください。';
  if (!isTime(block.begins)) wrong.begins = '始まる時刻を入力してください。';
  if (!isTime(block.ends)) wrong.ends = '終わる時刻を入力してください。';
  else if (isTime(block.begins) && block.ends <= block.begins)
    wrong.ends = '終わる時刻は、始まる時刻より後にしてください。';
  const minutes = wrongNumber(block.minutes, 1, DAY_MINUTES);
  if (minutes !== null) wrong.minutes = minutes;
  else if (wrong.begins === undefined && wrong.ends === undefined && timesADay(block) === 0)
    wrong.minutes = '始まりから終わりまでの時間に、1枠も入りません。短くしてください。';
  const capacity = wrongNumber(block.capacity, 1, MOST_PEOPLE);
  if (capacity !== null) wrong.capacity = capacity;
  const reserved = wrongNumber(block.reserved, 0, capacity === null ? (wholeNumber(block.capacity) ?? 0) : 0);
  if (reserved !== null && capacity === null) wrong.reserved = reserved;
  return wrong;
}

const minutesOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

/** How many slots the rule makes on a day at a place; what does not fit whole is left out. */
export function timesADay(block: BlockDraft): number {
  const minutes = wholeNumber(block.minutes) ?? 0;
  if (minutes === 0 || !isTime(block.begins) || !isTime(block.ends)) return 0;
  return Math.max(0, Math.floor((minutesOf(block.ends) - minutesOf(block.begins)) / minutes));
}

export const weekdayWords = (weekdays: readonly number[]): string =>
  [1, 2, 3, 4, 5, 6, 7]
    .filter((day) => weekdays.includes(day))
    .map((day) => WEEKDAYS[day - 1])
    .join('・');

/** The rule in one sentence; nothing while something is wrong with it. */
export function sentenceOf(block: BlockDraft, placeCount: number): string {
  if (Object.keys(wrongInBlock(block)).length > 0) return '';
  const [capacity, reserved] = [wholeNumber(block.capacity) ?? 0, wholeNumber(block.reserved) ?? 0];
  const places = block.places.length === 0 ? placeCount : block.places.length;
  const times = timesADay(block);
  const kept = reserved === 0 ? '' : `（うち${formatCount(reserved)}人は窓口・電話用）`;
  return `${fullDayWords(block.from)}から${fullDayWords(block.until)}までの${weekdayWords(block.weekdays)}曜日、${timeWords(block.begins)}から${timeWords(block.ends)}まで、${wholeNumber(block.minutes)}分ごとに${formatCount(capacity)}人${kept}。1日に${formatCount(times)}枠 × ${formatCount(places)}会場。`;
}

/** What applying the rules does, in numbers; what is none is left out but for the first. */
export function changesWords(changes: RuleChanges): { label: string; count: number; help?: string }[] {
  const { created, changed, kept_booked, kept_edited, in_the_way, removed, unchanged } = changes;
  const all = [
    { label: '作られる枠', count: created },
    { label: '定員が変わる枠', count: changed },
    {
      label: '予約があるため残る枠',
      count: kept_booked,
      help: '規則とは違いますが、予約した人がいるので、そのままにします。',
    },
    {
      label: '手で直したため残る枠',
      count: kept_edited,
      help: '「予約の状況」で定員や休止を変えた枠です。規則では変えません。',
    },
    {
      label: '重なるため作らない枠',
      count: in_the_way,
      help: '同じ会場に、残る枠と時間が重なるため、作りません。',
    },
    { label: 'なくなる枠', count: removed },
    { label: 'そのままの枠', count: unchanged },
  ];
  return all.filter(({ count }, index) => index === 0 || count > 0);
}

/** Whether applying would do anything. */
export const doesAnything = ({ created, changed, removed }: RuleChanges): boolean =>
  created + changed + removed > 0;
