import { expect, it } from 'vitest';
import { formDetail } from '../testForm';
import { isRight, operationalChanges, operationalOf, wrongInOperational } from './operational';

const before = operationalOf(formDetail());

it('what was not touched is not sent', () => {
  expect(operationalChanges(before, operationalOf(formDetail()))).toEqual({});
  expect(operationalChanges(before, { ...before, emails: ` ${before.emails}\n` })).toEqual({});
});

it('only what differs is sent', () => {
  expect(operationalChanges(before, { ...before, mode: 'daily' })).toEqual({ notification_mode: 'daily' });
  expect(operationalChanges(before, { ...before, retention: 'five_years' })).toEqual({
    retention: 'five_years',
  });
  const kept = operationalOf(formDetail({ retention: 'one_year' }));
  expect(operationalChanges(kept, { ...kept, retention: '' })).toEqual({ retention: null });
  expect(operationalChanges(before, { ...before, emails: 'ａ@example.jp、b@example.jp' })).toEqual({
    notification_emails: ['a@example.jp', 'b@example.jp'],
  });
});

it('says what is wrong', () => {
  expect(isRight(wrongInOperational(before))).toBe(true);
  expect(wrongInOperational({ ...before, slug: 'おおもじ' }).slug).toContain('半角');
  expect(wrongInOperational({ ...before, emails: 'kakari' }).emails).toContain('kakari');
  expect(isRight(wrongInOperational({ ...before, intake: { ...before.intake, capacity: '0' } }))).toBe(false);
});
