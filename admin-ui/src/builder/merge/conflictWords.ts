/** Where both changed the same thing, in words: what it is called, and what each side has there. */
import { labelOf, pageTitle, type FormDocument } from '../model/document';
import { tokensOf } from '../model/translations';
import type { Conflict } from './threeWay';

const PARTS: Record<string, string> = {
  title: '名前',
  description: '説明',
  'x-help': '説明',
  'x-placeholder': '記入例',
  'x-error': 'エラーの文',
  'x-text': '同意の文',
  'x-unit': '単位',
  'x-kind': '種類',
  'x-show-when': '表示する条件',
  'x-required-when': '必須にする条件',
  'x-value': '計算の式',
  oneOf: '選択肢',
  anyOf: '選択肢',
  items: '中の項目',
  heading: '見出し',
  text: '文章',
  alt: '画像の説明',
  caption: 'キャプション',
  image: '画像',
  blocks: '並び',
  when: '条件',
  message: '文章',
};

/** What it is about: 「会場」の名前. */
export function placeInWords({ pointer, kind }: Conflict, documents: readonly FormDocument[]): string {
  const tokens = tokensOf(pointer);
  const [root = '', name = ''] = tokens;
  const part = tokens.slice(2).findLast((token) => token in PARTS);
  const of = part === undefined ? '' : `の${PARTS[part]}`;
  const isSorted = kind === 'order' && tokens.length > 2 && tokens.at(-1) === 'properties';
  if (root === 'properties' && name !== '') {
    const document = documents.find((candidate) => name in candidate.properties);
    const label = document === undefined ? name : labelOf(document, name);
    return `「${label}」${kind === 'place' ? 'があるページ' : isSorted ? 'の中の並び' : of}`;
  }
  if (root === 'x-pages' && name !== '') {
    const page = documents.map((candidate) => candidate['x-pages'][Number(name)]).find(Boolean);
    return page === undefined ? `ページ${of}` : `ページ「${pageTitle(page, Number(name))}」${of}`;
  }
  if (root === 'x-pages') return 'ページの並び';
  if (root === 'title') return 'フォームの名前';
  if (root === 'description') return 'フォームの説明';
  if (root === 'x-i18n' || root === 'x-i18n-source') return 'ほかの言語の文章';
  if (root === 'x-rules') return '入力のきまり';
  if (root === 'required') return '必須の項目';
  return root === 'x-settings' ? '設定' : '詳しい決まり（JSON）';
}

/** What a side has there. */
export function sideInWords(
  { kind, base, mine, theirs }: Conflict,
  side: 'mine' | 'theirs',
  document: FormDocument,
): string {
  const value = side === 'mine' ? mine : theirs;
  if (value === undefined) return base === undefined ? 'なし' : '削除した';
  if (kind === 'order') return 'この並びにする';
  if (kind === 'gone') return '残す';
  if (kind === 'place') {
    const pages = document['x-pages'];
    const at = pages.findIndex(({ id }) => id === value);
    return at < 0 ? 'なし' : `ページ「${pageTitle(pages[at]!, at)}」`;
  }
  if (typeof value === 'string') return value === '' ? '（空）' : `「${value.slice(0, 200)}」`;
  if (typeof value === 'boolean') return value ? 'する' : 'しない';
  if (typeof value === 'number') return String(value);
  const title = (value as { title?: unknown } | null)?.title;
  return typeof title === 'string' ? `「${title}」の内容` : JSON.stringify(value).slice(0, 200);
}
