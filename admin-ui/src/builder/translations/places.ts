/** Where a text stands, in words: the part of the form it is listed under, and what it is there. */
import { labelOf, pageTitle, placeOf, type FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import { tokensOf } from '../model/translations';

export interface Part {
  id: string;
  title: string;
}

const START: Part = { id: 'start', title: '始めのページ（手続の案内）' };
const SETTINGS: Part = { id: 'settings', title: '設定の文章' };
const MAILS: Part = { id: 'mails', title: 'メールの文章' };
const OTHERS: Part = { id: 'others', title: 'そのほか' };

const START_SETTINGS = [
  'category',
  'gallery',
  'keywords',
  'audience',
  'deadline',
  'fee',
  'otherWays',
  'prepare',
];

const pagePart = (document: FormDocument, index: number): Part => {
  const page = document['x-pages'][index];
  return page === undefined
    ? OTHERS
    : { id: `page-${index}`, title: `${index + 1}. ${pageTitle(page, index)}` };
};

function fieldPart(document: FormDocument, name: string | undefined): Part {
  const place = name === undefined ? null : placeOf(document, name);
  return place === null ? OTHERS : pagePart(document, place.page);
}

export function partOf(document: FormDocument, pointer: string): Part {
  const [root, first = ''] = tokensOf(pointer);
  if (root === 'title' || root === 'description') return START;
  if (root === 'properties') return fieldPart(document, first);
  if (root === 'x-pages') return pagePart(document, Number(first));
  if (root === 'x-rules') return fieldPart(document, document['x-rules']?.[Number(first)]?.field);
  if (root !== 'x-settings') return OTHERS;
  if (first === 'receiptMail' || first === 'statusMails') return MAILS;
  return START_SETTINGS.includes(first) ? START : SETTINGS;
}

/** The parts in the order of a journey. */
export function partOrder(document: FormDocument): string[] {
  const pages = document['x-pages'].map((_, index) => `page-${index}`);
  return [START.id, ...pages, SETTINGS.id, MAILS.id, OTHERS.id];
}

const WORDS: Record<string, string> = {
  title: '名前',
  description: '説明',
  'x-help': '説明',
  'x-placeholder': '記入例',
  'x-error': 'エラーの文',
  'x-text': 'チェックの文',
  'x-unit': '単位',
  'x-item-title': '1件の呼び方',
  'x-low': '低い側の言葉',
  'x-high': '高い側の言葉',
  'x-calendar': '予定の名前',
  heading: '見出し',
  text: '文章',
  alt: '画像の説明',
  caption: 'キャプション',
  message: 'メッセージ',
  category: '分類',
  gallery: 'ひな形の説明',
  audience: '対象者',
  deadline: '期限',
  fee: '手数料',
  otherWays: 'ほかの申請方法',
  prepare: '用意するもの',
  keywords: '検索の言葉',
  nextSteps: '受付後の流れ',
  privacyNotice: '個人情報の取扱い',
  contact: '問い合わせ先',
  name: '名前',
  pdf: '受付票',
  note: '末尾の文',
  subject: '件名',
  body: '本文',
  receiptMail: '受付のメール',
  statusMails: '状態のメール',
  received: '「受付」に戻したとき',
  in_progress: '「処理中」',
  completed: '「完了」',
  withdrawn: '「取下げ」',
};

const words = (token: string) => WORDS[token] ?? (/^\d+$/.test(token) ? String(Number(token) + 1) : token);

/** What the text is: 「氏名」の説明. */
export function placeWords(document: FormDocument, pointer: string): string {
  const tokens = tokensOf(pointer);
  const [root, first = '', second, third = ''] = tokens;
  const last = tokens.at(-1) ?? '';
  if (root === 'properties') return fieldWords(document, first, tokens.slice(2));
  if (root === 'x-pages') {
    if (second === 'x-exits') return `案内して終わる${words(third)}の${words(last)}`;
    return second === 'blocks' ? words(last) : `ページの${words(last)}`;
  }
  if (root === 'x-rules') return `入力のきまり${words(first)}の${words(last)}`;
  if (root === 'x-settings') return tokens.slice(1).map(words).join(' ');
  return tokens.length === 1 ? `手続の${words(last)}` : tokens.map(words).join(' ');
}

function fieldWords(document: FormDocument, name: string, rest: string[]): string {
  const [items, properties, member, ...inner] = rest;
  if (items === 'items' && properties === 'properties' && member !== undefined && inner.length > 0) {
    const label = labelOf(scopeOf(document, name), member);
    return `「${labelOf(document, name)}」の中の「${label}」の${keywordWords(inner)}`;
  }
  return `「${labelOf(document, name)}」の${keywordWords(rest)}`;
}

/** What a keyword of a field is: its own, or that of its choices, rows or parts. */
function keywordWords(tokens: string[]): string {
  const last = words(tokens.at(-1) ?? '');
  if (tokens.length === 1) return last;
  const at = tokens.lastIndexOf('oneOf');
  const position = tokens[at + 1];
  if (at >= 0 && position !== undefined)
    return `選択肢${words(position)}${last === '名前' ? '' : `の${last}`}`;
  return tokens[0] === 'anyOf' ? `「その他」の${last}` : `中の${last}`;
}
