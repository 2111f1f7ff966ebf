/** What is said of an appointment in a list. Pure. */
import type { DayEntry } from '../api/types';
import { formatCount } from '../ui/format';

/** Of another department's case nothing is told but how many come. */
export const elsewhereWords = ({ persons }: Pick<DayEntry, 'persons'>): string =>
  `他部署の申請（${formatCount(persons)}人）`;

/** Whether somebody can be told by mail; null where the case cannot be opened. */
export function mailWords(hasMail: boolean | null | undefined): string {
  if (hasMail === true) return 'メールあり';
  return hasMail === false ? 'メールなし' : '内容を開けません';
}
