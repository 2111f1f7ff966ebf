/** The parts of the screen of a calendar, and what its address says. */
import { isDay } from './days';

export const TABS = [
  { value: 'grid', label: '予約の状況' },
  { value: 'day', label: '来る人の一覧' },
  { value: 'places', label: '会場' },
  { value: 'rules', label: '枠の作り方' },
  { value: 'terms', label: '受付の条件' },
] as const;

export type CalendarTab = (typeof TABS)[number]['value'];

export interface CalendarSearch {
  tab?: CalendarTab;
  place?: string;
  day?: string;
}

/** Where a screen of a calendar looks, and how it looks elsewhere. */
export interface Where {
  place: string;
  day: string | undefined;
  go: (next: CalendarSearch) => void;
}

export function calendarSearch(search: Record<string, unknown>): CalendarSearch {
  const tab = TABS.find(({ value }) => value === search.tab)?.value;
  return {
    ...(tab && { tab }),
    ...(typeof search.place === 'string' && { place: search.place }),
    ...(isDay(search.day) && { day: search.day }),
  };
}
