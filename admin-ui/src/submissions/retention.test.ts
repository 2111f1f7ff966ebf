import { expect, it } from 'vitest';
import { keptWords } from './retention';

it('says until when a case is kept', () => {
  expect(keptWords(null, null)).toBeNull();
  expect(keptWords('five_years', '2032-03-31')).toBe('2032年3月31日まで');
  expect(keptWords('five_years', null)).toBe('完了後5年');
  expect(keptWords('permanent', null)).toBe('永年保存');
});
