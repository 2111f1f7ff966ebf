/**
 * Saving one part of a calendar (its places, its rules, its terms). The interface takes the whole calendar at a revision; so
 * what a colleague did to another part meanwhile is kept, and only a change of the same part is a conflict for the person.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isConflict } from '../api/http';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { Calendar, CalendarChange } from '../api/types';

/** The calendar as it is written. */
export function changeOf(calendar: Calendar): CalendarChange {
  return {
    title: calendar.title,
    department_id: calendar.department_id,
    places: calendar.places,
    rules: calendar.rules,
    opens_at: calendar.opens_at,
    earliest_days: calendar.earliest_days,
    latest_minutes: calendar.latest_minutes,
    cutoff_minutes: calendar.cutoff_minutes,
    max_persons: calendar.max_persons,
    one_per_field: calendar.one_per_field,
    hold_minutes: calendar.hold_minutes,
    reminder_days: calendar.reminder_days,
  };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Writes the part over the calendar that the person saw. */
export async function savePart(base: Calendar, part: Partial<CalendarChange>): Promise<Calendar> {
  try {
    return await calendars.change(base.id, base.revision, { ...changeOf(base), ...part });
  } catch (error) {
    if (!isConflict(error)) throw error;
    const latest = await calendars.get(base.id);
    const [theirs, seen] = [changeOf(latest), changeOf(base)];
    const isElsewhere = Object.keys(part).every((key) =>
      isSame(theirs[key as keyof CalendarChange], seen[key as keyof CalendarChange]),
    );
    if (!isElsewhere) throw error;
    return calendars.change(base.id, latest.revision, { ...theirs, ...part });
  }
}

export interface PartEdit<T> {
  value: T;
  set: (value: T) => void;
  isDirty: boolean;
  /** Back to what is stored. */
  drop: () => void;
  save: (part: Partial<CalendarChange>) => void;
  isSaving: boolean;
  /** A colleague changed the same part meanwhile. */
  isConflict: boolean;
  /** The next saving writes over what the colleague did. */
  overrule: () => void;
  error: unknown;
  isSaved: boolean;
}

/** What the person makes of a part of the calendar; the calendar itself until something is changed. */
export function usePart<T>(calendar: Calendar, of: (calendar: Calendar) => T): PartEdit<T> {
  const client = useQueryClient();
  const [edit, setEdit] = useState<{ base: Calendar; value: T } | null>(null);
  const saving = useMutation({
    mutationFn: (part: Partial<CalendarChange>) => savePart(edit?.base ?? calendar, part),
    onSuccess: (next) => {
      client.setQueryData(keys.calendar(calendar.id), next);
      setEdit(null);
      void client.invalidateQueries({ queryKey: keys.calendars });
      void client.invalidateQueries({ queryKey: keys.calendarAll(calendar.id) });
    },
    onError: (error) => {
      if (isConflict(error)) void client.invalidateQueries({ queryKey: keys.calendar(calendar.id) });
    },
  });
  const conflict = isConflict(saving.error);
  return {
    value: edit?.value ?? of(calendar),
    set: (value) => {
      if (saving.isPending) return;
      if (saving.isSuccess) saving.reset();
      setEdit({ base: edit?.base ?? calendar, value });
    },
    isDirty: edit !== null,
    drop: () => {
      setEdit(null);
      saving.reset();
    },
    save: (part) => saving.mutate(part),
    isSaving: saving.isPending,
    isConflict: conflict,
    overrule: () => {
      if (edit !== null) setEdit({ base: calendar, value: edit.value });
      saving.reset();
    },
    error: conflict ? null : saving.error,
    isSaved: saving.isSuccess,
  };
}
