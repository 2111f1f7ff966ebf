/** Numbers as people type them: full width, with signs of counting. */

/** The whole number in a text, also in full-width digits and with 人 or 分 behind it; null when it is none. */
export function wholeNumber(text: string): number | null {
  const plain = text.normalize('NFKC').replace(/[\s,人分日枠]/g, '');
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
}

/** What is wrong with a number that must lie between the two, in words; null when it does. */
export function wrongNumber(text: string, least: number, most: number): string | null {
  const number = wholeNumber(text);
  if (number !== null && number >= least && number <= most) return null;
  return `${least.toLocaleString('ja-JP')}から${most.toLocaleString('ja-JP')}までの数字を入力してください。`;
}
