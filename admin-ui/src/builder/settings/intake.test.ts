import { describe, expect, it } from 'vitest';
import type { FormDetail } from '../../api/types';
import { changesOf, intakeOf, wrongIn, type Intake } from './intake';

const FORM = {
  opens_at: '2026-03-31T15:00:00Z',
  closes_at: null,
  grace_seconds: 0,
  capacity: 50,
  is_listed: true,
  embed_origins: ['https://www.city.example.jp'],
  time_zone: 'Asia/Tokyo',
} as unknown as FormDetail;

const before = intakeOf(FORM);
const typed = (patch: Partial<Intake>) => ({ ...before, ...patch });

describe('what is sent', () => {
  it('is nothing while nothing differs', () => {
    expect(before.opensAt).toBe('2026-04-01T00:00');
    expect(changesOf(before, typed({}))).toEqual({});
    expect(changesOf(before, typed({ capacity: '５０件' }))).toEqual({});
  });

  it('is only what differs; an empty input takes the limit away', () => {
    expect(changesOf(before, typed({ opensAt: '', closesAt: '2026-04-30T17:00' }))).toEqual({
      opens_at: null,
      closes_at: '2026-04-30T17:00',
    });
    expect(changesOf(before, typed({ capacity: '１,０００' }))).toEqual({ capacity: 1000 });
    expect(changesOf(before, typed({ grace: '３０分' }))).toEqual({ grace_seconds: 1800 });
    expect(changesOf(intakeOf({ ...FORM, grace_seconds: 1800 }), typed({ grace: '' }))).toEqual({
      grace_seconds: 0,
    });
    expect(changesOf(before, typed({ capacity: '' }))).toEqual({ capacity: null });
    expect(changesOf(before, typed({ isListed: false, origins: '' }))).toEqual({
      is_listed: false,
      embed_origins: [],
    });
  });
});

describe('what cannot be', () => {
  it('is told beside its input', () => {
    expect(wrongIn(before)).toEqual({});
    for (const grace of ['1441', '-1', '半時間']) expect(wrongIn(typed({ grace })).grace).toContain('1440');
    expect(wrongIn(typed({ closesAt: '2026-04-01T00:00' })).closesAt).toContain('後にしてください');
    for (const capacity of ['0', '-1', '1.5', 'たくさん', '10000001'])
      expect(wrongIn(typed({ capacity })).capacity, capacity).toBeDefined();
    for (const origins of [
      'http://a.example.jp',
      'https://a.example.jp/x',
      'https://*.example.jp',
      'a.example.jp',
    ])
      expect(wrongIn(typed({ origins })).origins, origins).toContain(origins);
  });
});
