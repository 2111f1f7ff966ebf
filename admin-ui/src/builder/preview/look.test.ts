import { expect, it } from 'vitest';
import { previewUrl } from './look';

it('says only what is special', () => {
  const path = '/api/v1/staff/forms/form_1/preview';
  expect(previewUrl('form_1', { place: 2 })).toBe(`${path}?page=2`);
  expect(previewUrl('form_1', { place: 'start', version: 'draft', language: 'ja', today: '' })).toBe(
    `${path}?start=true`,
  );
  expect(
    previewUrl('form_1', {
      place: 'end',
      version: '3',
      way: 0,
      language: 'en',
      today: '2026-04-01',
      hasScript: false,
    }),
  ).toBe(`${path}?end=true&version=3&way=0&lang=en&today=2026-04-01&script=off`);
});

it('escapes what stands in the address', () => {
  expect(previewUrl('a/b', { place: 0, today: '2026-04-01&x=1' })).toBe(
    '/api/v1/staff/forms/a%2Fb/preview?page=0&today=2026-04-01%26x%3D1',
  );
});
