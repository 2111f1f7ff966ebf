/** What expressions can use, in the words of the form language's table of functions. */
export interface ExpressionFunction {
  /** As the documentation names it. */
  name: string;
  /** What is put into the expression; what stands in `…` is to be written over. */
  inserted: string;
  words: string;
}

export const FUNCTIONS: readonly ExpressionFunction[] = [
  { name: 'sum', inserted: 'sum(…, "…")', words: '合計（くり返しの中の項目の足し算）' },
  { name: 'count', inserted: 'count(…)', words: '件数' },
  { name: 'size', inserted: 'size(…)', words: '件数・文字数' },
  { name: 'min', inserted: 'min(…, …)', words: 'いちばん小さい値・早い日' },
  { name: 'max', inserted: 'max(…, …)', words: 'いちばん大きい値・遅い日' },
  { name: 'floorTo', inserted: 'floorTo(…, 100)', words: '切り捨て（100円単位など）' },
  { name: 'ceilTo', inserted: 'ceilTo(…, 100)', words: '切り上げ（100円単位など）' },
  { name: 'age', inserted: 'age(…, today)', words: '年齢（生年月日と、その日）' },
  { name: 'daysBetween', inserted: 'daysBetween(…, …)', words: '2つの日の間の日数' },
  { name: 'addDays', inserted: 'addDays(…, 14)', words: '何日か後の日' },
  { name: 'addMonths', inserted: 'addMonths(…, 1)', words: '何か月か後の日' },
  { name: 'weekday', inserted: 'weekday(…)', words: '曜日（月曜が1、日曜が7）' },
  { name: 'isBusinessDay', inserted: 'isBusinessDay(…)', words: '役所の開いている日か' },
  { name: 'nextBusinessDay', inserted: 'nextBusinessDay(…)', words: 'その日以後で役所の開く日' },
  { name: 'fiscalYear', inserted: 'fiscalYear(…)', words: '年度' },
  { name: 'int', inserted: 'int(…)', words: '整数に直す（小数は切り捨て）' },
  { name: 'double', inserted: 'double(…)', words: '小数に直す' },
  { name: 'string', inserted: 'string(…)', words: '文字に直す' },
];
