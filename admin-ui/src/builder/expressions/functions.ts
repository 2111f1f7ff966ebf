/** What the functions of expressions are called in Japanese. Which there are, and what they give, the server says. */
const WORDS: Record<string, string> = {
  sum: '合計（くり返しの中の項目の足し算）',
  count: '件数',
  size: '件数・文字数',
  min: 'いちばん小さい値・早い日',
  max: 'いちばん大きい値・遅い日',
  floorTo: '切り捨て（100円単位など）',
  ceilTo: '切り上げ（100円単位など）',
  age: '年齢（生年月日と、その日）',
  daysBetween: '2つの日の間の日数',
  addDays: '何日か後の日',
  addMonths: '何か月か後の日',
  weekday: '曜日（月曜が1、日曜が7）',
  isBusinessDay: '役所の開いている日か',
  nextBusinessDay: 'その日以後で役所の開く日',
  fiscalYear: '年度',
  int: '整数に直す（小数は切り捨て）',
  double: '小数に直す',
  string: '文字に直す',
};

export const functionWords = (name: string): string => WORDS[name] ?? name;

/** A result as people read it: はい and いいえ, numbers with their commas. */
export function resultInWords(value: unknown): string {
  if (value === true) return 'はい（true）';
  if (value === false) return 'いいえ（false）';
  if (typeof value === 'number') return value.toLocaleString('ja-JP');
  return typeof value === 'string' ? `「${value}」` : JSON.stringify(value);
}
