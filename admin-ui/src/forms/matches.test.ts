import { expect, it } from 'vitest';
import type { FormSummary } from '../api/types';
import { matches } from './matches';

const form = (patch: Partial<FormSummary>): FormSummary => ({
  id: 'form_1',
  slug: 'vaccine',
  title: 'ワクチン接種の予約',
  state: 'open',
  version: 1,
  has_unpublished_changes: false,
  department: { id: 'dept_1', name: '健康推進課' },
  submission_count: 0,
  updated_at: '2026-11-21T00:00:00Z',
  archived_at: null,
  ...patch,
});

it.each([
  ['', '', true],
  ['ワクチン', '', true],
  ['ﾜｸﾁﾝ', '', true],
  ['ＶＡＣＣＩＮＥ', '', true],
  ['健康　予約', '', true],
  ['健康 ごみ', '', false],
  ['', 'open', true],
  ['', 'draft', false],
])('text %j and state %j', (text, state, isFound) => {
  expect(matches(form({}), text, state)).toBe(isFound);
});
