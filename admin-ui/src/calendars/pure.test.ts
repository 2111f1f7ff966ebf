import { describe, expect, it } from 'vitest';
import {
  addDays,
  daysBetween,
  dayOf,
  dayWords,
  durationWords,
  instantOf,
  shortSpan,
  spanWords,
  weekdayOf,
} from './days';
import { isKey, suggestedKey } from './keySuggestion';
import { wholeNumber, wrongNumber } from './numbers';
import { rulesDraft, rulesOf, sentenceOf, timesADay, wrongInBlock } from './ruleWords';
import { calendarSearch } from './tabs';
import { example, termsDraft, termsOf, wrongInTerms } from './terms';
import { calendar } from './testing';

describe('days', () => {
  it('are Japan’s, wherever the browser is', () => {
    expect(dayOf('2026-11-30T15:00:00Z')).toBe('2026-12-01');
    expect(dayOf('2026-11-30T14:59:59Z')).toBe('2026-11-30');
    expect(dayWords('2026-12-01')).toBe('12月1日（火）');
    expect(weekdayOf('2026-12-06')).toBe(7);
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(daysBetween('2026-12-30', '2027-01-02')).toHaveLength(4);
  });

  it('are said as people say them', () => {
    const [from, until] = ['2026-12-01T00:00:00Z', '2026-12-01T00:30:00Z'];
    expect(spanWords(from, until)).toBe('9時〜9時30分');
    expect(shortSpan(from, until)).toBe('9:00〜9:30');
    expect([0, 90, 120, 2880].map(durationWords)).toEqual(['0日', '90分', '2時間', '2日']);
    expect(instantOf('2026-12-01T09:00')).toBe('2026-12-01T09:00:00+09:00');
    expect(instantOf('2026-12-01T09:00:05')).toBe('2026-12-01T09:00:05+09:00');
  });
});

it('reads numbers as people type them', () => {
  expect(['４人', ' 1,000 ', '30分'].map(wholeNumber)).toEqual([4, 1000, 30]);
  expect(['', '-1', '1.5', 'たくさん'].map(wholeNumber)).toEqual([null, null, null, null]);
  expect(wrongNumber('5', 1, 5)).toBeNull();
  expect(wrongNumber('6', 1, 5)).toBe('1から5までの数字を入力してください。');
});

it('suggests keys that the server takes and nobody has', () => {
  expect(suggestedKey('粗大ごみの持込み', [])).toBe('sodai-gomi');
  expect(suggestedKey('税の相談 2027', [])).toBe('zei-sodan');
  expect(suggestedKey('ほげ', [])).toBe('yoyaku');
  expect(suggestedKey('ほげ', ['yoyaku', 'yoyaku-2'])).toBe('yoyaku-3');
  for (const title of ['粗大ごみ', 'ABC 窓口', '長'.repeat(100), 'x'.repeat(100), ''])
    expect(isKey(suggestedKey(title, [])), title).toBe(true);
  expect(['Sodan', 'a_b', '-a', '相談', ''].filter(isKey)).toEqual([]);
});

describe('rules', () => {
  const [block] = rulesDraft(calendar.rules).blocks;

  it('come back as they were', () => {
    expect(rulesOf(rulesDraft(calendar.rules))).toEqual(calendar.rules);
  });

  it('are one sentence', () => {
    expect(sentenceOf(block!, 2)).toBe(
      '2026年12月1日（火）から2026年12月25日（金）までの月・火・水・木・金曜日、9時から12時まで、30分ごとに4人（うち1人は窓口・電話用）。1日に6枠 × 2会場。',
    );
    expect(timesADay({ ...block!, ends: '12:10' })).toBe(6);
  });

  it('name what is wrong', () => {
    const wrong = (patch: object) => Object.keys(wrongInBlock({ ...block!, ...patch }));
    expect(wrong({})).toEqual([]);
    expect(wrong({ weekdays: [] })).toEqual(['weekdays']);
    expect(wrong({ until: '2026-11-30' })).toEqual(['until']);
    expect(wrong({ ends: '09:00' })).toEqual(['ends']);
    expect(wrong({ ends: '09:20' })).toEqual(['minutes']);
    expect(wrong({ minutes: '0' })).toEqual(['minutes']);
    expect(wrong({ capacity: '' })).toEqual(['capacity']);
    expect(wrong({ reserved: '5' })).toEqual(['reserved']);
    expect(sentenceOf({ ...block!, weekdays: [] }, 1)).toBe('');
  });
});

describe('terms', () => {
  const now = Date.parse('2026-12-01T03:00:00Z');

  it('come back as they were', () => {
    const { opens_at, latest_minutes, cutoff_minutes, title } = termsOf(
      termsDraft(calendar),
    ) as typeof calendar;
    expect({ opens_at, latest_minutes, cutoff_minutes, title }).toEqual({
      opens_at: null,
      latest_minutes: 60,
      cutoff_minutes: 1440,
      title: '税の相談',
    });
    const opening = termsDraft({ ...calendar, opens_at: '2026-12-01T00:00:05Z' });
    expect(opening.opensAt).toBe('2026-12-01T09:00:05');
    expect(termsOf(opening).opens_at).toBe('2026-12-01T09:00:05+09:00');
  });

  it('are told by an example', () => {
    const draft = { ...termsDraft(calendar), earliestDays: '14', reminderDays: '2' };
    expect(example(draft, now)).toEqual([
      'たとえば2026年12月31日（木）10時の枠は、2026年12月17日（木）0時から、2026年12月31日（木）9時まで予約できます。',
      '予約した人が自分で変更・取消しできるのは、2026年12月30日（水）10時までです。',
      '2026年12月29日（火）にお知らせのメールを送ります。',
    ]);
    expect(example({ ...draft, opensAt: '2027-01-05T09:00' }, now)[0]).toContain('予約できません');
  });

  it('name what is wrong', () => {
    const wrong = wrongInTerms({ ...termsDraft(calendar), title: ' ', maxPersons: '0', holdMinutes: '61' });
    expect(Object.keys(wrong)).toEqual(['title', 'maxPersons', 'holdMinutes']);
  });
});

it('takes only sound addresses', () => {
  expect(calendarSearch({ tab: 'rules', place: 'plc_1', day: '2026-12-01' })).toEqual({
    tab: 'rules',
    place: 'plc_1',
    day: '2026-12-01',
  });
  expect(calendarSearch({ tab: 'x', place: 1, day: '2026-13-01' })).toEqual({});
});
