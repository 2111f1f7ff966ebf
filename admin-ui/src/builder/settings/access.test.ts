import { describe, expect, it } from 'vitest';
import { newPassword, wrongPassword } from './access';

describe('a password', () => {
  it('has eight to a hundred characters, whatever keyboard they come from', () => {
    expect(wrongPassword('ｈｉｍａｗａｒｉ')).toBeNull();
    expect(wrongPassword('ひまわりの花が咲く')).toBeNull();
    for (const typed of ['', '  short  ', 'x'.repeat(101)])
      expect(wrongPassword(typed)).toContain('8文字以上');
  });

  it('is made of letters that are not mistaken for each other', () => {
    const made = newPassword((bytes) => bytes.map((_, place) => place * 23));
    expect(made).toMatch(/^[a-km-np-z2-9]{4}(-[a-km-np-z2-9]{4}){2}$/);
    expect(wrongPassword(made)).toBeNull();
    expect(newPassword()).not.toBe(newPassword());
  });
});
