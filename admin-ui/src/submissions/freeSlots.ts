/** Free slots for a caller: by place and day, and those nearest to one that is gone. Pure. */
import type { FreeSlot } from '../api/types';
import { dayOf } from '../calendars/days';

export const NEAREST = 5;

/** The days on which a place has something free, with how many people there is room for. */
export function freeDays(slots: readonly FreeSlot[], place: string): { day: string; left: number }[] {
  const days = new Map<string, number>();
  for (const slot of slots) {
    if (slot.place_id !== place) continue;
    const day = dayOf(slot.starts_at);
    days.set(day, (days.get(day) ?? 0) + slot.left);
  }
  return [...days].map(([day, left]) => ({ day, left })).sort((a, b) => a.day.localeCompare(b.day));
}

export const timesOf = (slots: readonly FreeSlot[], place: string, day: string): FreeSlot[] =>
  slots
    .filter((slot) => slot.place_id === place && dayOf(slot.starts_at) === day)
    .sort((a, b) => Date.parse(a.starts_at) - Date.parse(b.starts_at));

/** As the server offers them to residents: of the same place first, then by the distance in time. */
export function nearest(slots: readonly FreeSlot[], wanted: FreeSlot): FreeSlot[] {
  const at = Date.parse(wanted.starts_at);
  const isElsewhere = (slot: FreeSlot) => (slot.place_id === wanted.place_id ? 0 : 1);
  const distance = (slot: FreeSlot) => Math.abs(Date.parse(slot.starts_at) - at);
  return slots
    .filter(({ id }) => id !== wanted.id)
    .sort((a, b) => isElsewhere(a) - isElsewhere(b) || distance(a) - distance(b))
    .slice(0, NEAREST);
}
