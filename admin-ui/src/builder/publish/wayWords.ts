/** A way through the form in words. */
import type { Way } from '../../api/types';

/** 「経路1：あなた → 犬 → 申請」, short enough for a list. */
export function wayName(way: Way): string {
  const pages = way.pages.map((page) => page.title);
  const shown = pages.length > 4 ? [...pages.slice(0, 2), '…', ...pages.slice(-1)] : pages;
  return `経路${way.number + 1}：${[...shown, endOf(way)].join(' → ')}`;
}

export function endOf(way: Way): string {
  return way.exit === null ? '申請' : `案内「${way.exit}」`;
}

const DEAD_ENDS: Record<string, string> = {
  pageNotReached: 'このページには、どのように答えてもたどり着けません。表示する条件を確かめてください。',
  exitNotReached: 'この案内は、どのように答えても表示されません。条件を確かめてください。',
  noAcceptedValue:
    '見本の答えを作れなかったため、この先を確かめられませんでした。答えられる値があるか、実際に入力して確かめてください。',
};

export function deadEndWords(reason: string): string {
  return DEAD_ENDS[reason] ?? '先に進めないところがあります。';
}
