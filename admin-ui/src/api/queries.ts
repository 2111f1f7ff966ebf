/** Cache keys, and the client with its retry rule. A change invalidates by these keys, never by hand-written arrays. */
import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './http';
import type { Days, Only } from './staffApi';

export const keys = {
  session: ['session'] as const,
  templates: ['templates'] as const,
  forms: ['forms'] as const,
  archivedForms: ['archived-forms'] as const,
  form: (form: string) => ['forms', form] as const,
  submissions: (form: string, only: Only) =>
    ['submissions', form, only.state, only.channel, only.test] as const,
  allSubmissions: ['submissions'] as const,
  submission: (submission: string) => ['submission', submission] as const,
  /** `saved` counts what the builder has saved: each draft has tasks of its own. */
  readiness: (form: string, saved: number) => ['readiness', form, saved] as const,
  version: (form: string, version: number) => ['version', form, version] as const,
  publications: ['publications'] as const,
  prose: (text: string) => ['prose', text] as const,
  organization: ['organization'] as const,
  departments: ['departments'] as const,
  accounts: ['accounts'] as const,
  calendars: ['calendars'] as const,
  archivedCalendars: ['calendars', 'archived'] as const,
  everyCalendar: ['calendar'] as const,
  /** Everything of one calendar: places, rules and terms, its slots, who comes. */
  calendarAll: (calendar: string) => ['calendar', calendar] as const,
  calendar: (calendar: string) => ['calendar', calendar, 'own'] as const,
  ruleChanges: (calendar: string, revision: number) => ['calendar', calendar, 'changes', revision] as const,
  slots: (calendar: string, { from, until }: Days, place?: string) =>
    ['calendar', calendar, 'slots', from, until, place] as const,
  freeSlots: (calendar: string, { from, until }: Days, persons: number) =>
    ['calendar', calendar, 'free', from, until, persons] as const,
  calendarDay: (calendar: string, day: string, place: string) =>
    ['calendar', calendar, 'day', day, place] as const,
  webhook: (form: string) => ['webhook', form] as const,
  outbox: ['outbox'] as const,
  outboxCount: ['outbox-count'] as const,
};

/** Only what may pass by itself is tried again: no answer, or a server that is busy. */
function mayPass(error: unknown): boolean {
  return error instanceof ApiError && (error.code === 'offline' || error.code === 'unavailable');
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) => count < 2 && mayPass(error),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
