import { describe, expect, it } from 'vitest';
import { formDetail } from '../testForm';
import { isRight, operationalChanges, operationalOf, rebased, wrongInOperational } from './operational';

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

describe('when the form is loaded again', () => {
  const after = operationalOf(
    formDetail({ opens_at: '2026-05-01T00:00:00Z', capacity: 30, notification_emails: ['ka@example.jp'] }),
  );

  it('what was not touched follows, and is not sent back', () => {
    const typed = { ...before, slug: 'cat', emails: `${before.emails}\n` };
    const next = rebased(before, typed, after);
    expect(next).toEqual({ ...after, slug: 'cat' });
    expect(operationalChanges(after, next)).toEqual({ slug: 'cat' });
  });

  it('what was typed stays, also over another value', () => {
    const typed = { ...before, intake: { ...before.intake, capacity: '20' } };
    expect(rebased(before, typed, after).intake).toEqual({ ...after.intake, capacity: '20' });
  });

  it('half a line that says nothing yet stays while nothing else comes', () => {
    const typed = { ...before, emails: `${before.emails}\n` };
    expect(rebased(before, typed, { ...before, slug: 'cat' })).toEqual({ ...typed, slug: 'cat' });
  });

  it('what was saved is shown as it is written now', () => {
    const typed = { ...before, intake: { ...before.intake, capacity: '３０人' } };
    expect(rebased(before, typed, after).intake.capacity).toBe('30');
  });
});
