/** Who may open a form: the ways in, their explanations, and a password to begin with. */
import type { Access } from '../../api/types';

export const WAYS: { value: Access; label: string; help: string }[] = [
  { value: 'public', label: 'だれでも', help: 'アドレスを知らなくても、手続の一覧や検索から開けます。' },
  {
    value: 'link',
    label: '限定リンク',
    help: '案内した専用のリンクからだけ開けます。リンクが広まったときは、作り直せます。',
  },
  {
    value: 'password',
    label: 'パスワード',
    help: '案内したパスワードを入力した人だけが開けます。',
  },
  {
    value: 'staff',
    label: '職員だけ',
    help: 'この管理画面にログインしている職員だけが開けます。庁内の調査や連絡に使います。',
  },
];

const MIN = 8;
const MAX = 100;

/** What is wrong with a password that is to be set; the server decides. */
export function wrongPassword(typed: string): string | null {
  const length = [...typed.normalize('NFKC').trim()].length;
  return length >= MIN && length <= MAX ? null : `${MIN}文字以上、${MAX}文字以内で入力してください。`;
}

/** Letters and digits that are not mistaken for each other on paper. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';

/** Three groups of four: 60 bits, easy to copy from a letter. */
export function newPassword(
  random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes),
) {
  const letters = [...random(new Uint8Array(12))].map((byte) => LETTERS.charAt(byte % LETTERS.length));
  return [0, 4, 8].map((from) => letters.slice(from, from + 4).join('')).join('-');
}
