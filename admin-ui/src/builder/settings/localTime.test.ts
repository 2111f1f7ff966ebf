import { describe, expect, it } from 'vitest';
import { toLocal } from './localTime';

describe('toLocal', () => {
  it('shows the clock of the organization, wherever the browser is', () => {
    expect(toLocal('2026-03-31T15:00:00Z', 'Asia/Tokyo')).toBe('2026-04-01T00:00');
    expect(toLocal('2026-04-01T00:00:30Z', 'Asia/Tokyo')).toBe('2026-04-01T09:00:30');
    expect(toLocal('2026-07-01T00:00:00Z', 'Europe/Paris')).toBe('2026-07-01T02:00');
  });

  it('holds nothing where there is no moment', () => {
    expect(toLocal(null, 'Asia/Tokyo')).toBe('');
    expect(toLocal('soon', 'Asia/Tokyo')).toBe('');
  });
});
