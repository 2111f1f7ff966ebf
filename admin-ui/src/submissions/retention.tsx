/** 保存期間 in words. */
import type { Retention } from '../api/types';

export const RETENTION_NAMES: Record<Retention, string> = {
  one_year: '1年',
  three_years: '3年',
  five_years: '5年',
  ten_years: '10年',
  thirty_years: '30年',
  permanent: '永年',
};

/** Until when a case is kept, or why no day can be named; null where nothing was decided. */
export function keptWords(retention: Retention | null, keptUntil: string | null): string | null {
  if (retention === null) return null;
  if (retention === 'permanent') return '永年保存';
  if (keptUntil === null) return `完了後${RETENTION_NAMES[retention]}`;
  const [year, month, day] = keptUntil.split('-').map(Number);
  return `${year}年${month}月${day}日まで`;
}
