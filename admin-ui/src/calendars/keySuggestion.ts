/** A key for a calendar from its title: forms name calendars by it, so it is short and says what the calendar is for. */

const WORDS: readonly [string, string][] = [
  ['粗大ごみ', 'sodai-gomi'],
  ['マイナンバー', 'mynumber'],
  ['ワクチン', 'vaccine'],
  ['予防接種', 'sesshu'],
  ['接種', 'sesshu'],
  ['健康診断', 'kenshin'],
  ['健診', 'kenshin'],
  ['検診', 'kenshin'],
  ['子育て', 'kosodate'],
  ['法律', 'horitsu'],
  ['税', 'zei'],
  ['確定申告', 'shinkoku'],
  ['申告', 'shinkoku'],
  ['パスポート', 'passport'],
  ['住民票', 'juminhyo'],
  ['窓口', 'madoguchi'],
  ['相談', 'sodan'],
  ['集会', 'shukai'],
  ['会議室', 'kaigishitsu'],
  ['体育館', 'taiikukan'],
  ['図書館', 'toshokan'],
  ['講座', 'koza'],
  ['説明会', 'setsumeikai'],
  ['見学', 'kengaku'],
  ['面談', 'mendan'],
];

/** `a-z`, `0-9` and `-`, as the server wants it. */
export const isKey = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && text.length <= 64;

/** A key that none of `taken` is: of the words that are known, of Latin letters, else `yoyaku`. */
export function suggestedKey(title: string, taken: readonly string[]): string {
  const latin =
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const found = WORDS.map(([word, key]) => ({ at: title.indexOf(word), key }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)
    .map(({ key }) => key);
  const parts = [...new Set([...found, ...latin.filter((part) => /[a-z]/.test(part))])];
  const base = parts.join('-').slice(0, 56).replace(/-+$/, '') || 'yoyaku';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) if (!taken.includes(`${base}-${number}`)) return `${base}-${number}`;
}
