/**
 * Changes between two texts of a form in words. What changed is decided by the server (`differences` of the schema
 * crate); this file has a sentence for each of its codes and nothing else.
 */
import type { FormChange } from '../../api/types';
import { conditionInWords } from '../conditions/words';
import type { Scope } from '../model/document';
import { kindInfo } from '../kinds';

export interface ChangeWords {
  title: string;
  before: string | null;
  after: string | null;
  /** Why answers from before and after cannot be compared, or only with care. */
  warning: string | null;
}

type Part = 'questions' | 'pages' | 'rules' | 'settings';

export const PARTS: readonly { part: Part; title: string }[] = [
  { part: 'questions', title: '質問' },
  { part: 'pages', title: 'ページと文章' },
  { part: 'rules', title: '入力のきまり' },
  { part: 'settings', title: '名前、設定、ほかの言語' },
];

const TEXTS: Record<string, string> = {
  description: '説明',
  'x-help': '説明',
  'x-placeholder': '記入例',
  'x-error': 'エラーの文',
  'x-text': '同意の文',
  'x-unit': '単位',
  'x-item-title': '1件ごとの呼び名',
  'x-low': '段階の低い端の言葉',
  'x-high': '段階の高い端の言葉',
  'x-calendar': 'カレンダーに入れるときの名前',
};

const LIMITS: Record<string, string> = {
  minimum: '最小の数',
  maximum: '最大の数',
  exclusiveMinimum: '最小の数',
  exclusiveMaximum: '最大の数',
  multipleOf: '数の刻み',
  minLength: '文字数の下限',
  maxLength: '文字数の上限',
  'x-max-characters': '文字数の上限',
  minItems: '少なくとも選ぶ数・件数',
  maxItems: '最大の数・件数',
  pattern: '文字の形',
  'x-earliest': '最も早い日',
  'x-latest': '最も遅い日',
  'x-types': '受け付けるファイルの種類',
  'x-max-bytes': 'ファイルの大きさの上限',
  'x-max-total-bytes': 'ファイルの大きさの合計の上限',
  'x-max-days': '期間の長さの上限',
  'x-digits': '桁数',
  'x-step': '刻み',
  'x-slots': '予約枠（キー）',
  'x-persons': '人数の項目（キー）',
  'x-widget': '見え方',
  'x-confirm': '2回の入力',
  'x-autocomplete': '自動入力',
};

const SETTINGS: Record<string, string> = {
  category: '分類',
  nextSteps: '申請した後の流れ',
  privacyNotice: '個人情報の取扱い',
  'receipt.prefix': '受付番号の頭の文字',
  'receipt.declared': '申請の内容を見るための答え',
  'receiptMail.to': '受付メールの送り先',
  'receiptMail.answersPdf': '受付メールへのPDFの添付',
  'receiptMail.answers': '受付メールに入れる内容',
  'receiptMail.text': '受付メールに加える文章',
  'receiptMail.subject': '受付メールの件名',
  'receiptMail.body': '受付メールの本文',
  'contact.name': '問い合わせ先の名前',
  'contact.phone': '問い合わせ先の電話番号',
  'contact.email': '問い合わせ先のメールアドレス',
  prepare: '手元に用意するもの',
  myNumberGround: 'マイナンバーを求める根拠',
  minutes: '入力にかかる時間',
  audience: '申請できる方',
  deadline: '手続の期限',
  fee: '手数料',
  otherWays: 'ほかの申請方法',
  keywords: '検索の言葉',
  saveDays: '途中で保存できる日数',
  onePer: '1件だけ受け付ける単位',
  gallery: 'ひな形としての説明',
};

const SENSITIVITIES: Record<string, string> = {
  personal: '個人情報',
  special: '特に配慮が必要な個人情報',
  'my-number': 'マイナンバー',
};

const WARNINGS: Record<string, string> = {
  gone: 'これからの申請には、この答えがありません。',
  renamed: 'プログラムで使う名前が違うので、出力では別の列になります。',
  kind: '答えの形が違うので、前の申請と並べて比べられません。',
  choiceGone: '前の申請には、なくなる選択肢の答えが残ります。集計は前と後で分けてください。',
  unit: '数の単位が違うので、前の申請と合計したり比べたりできません。',
  scale: '段階の意味が違うので、前の申請と平均したり比べたりできません。',
  calculation: '計算のしかたが違うので、前の申請の値と比べられません。',
  choiceNew: '前に申請した人は、この選択肢を選べませんでした。',
  choiceReworded: '意味も変えるときは、新しい選択肢を追加してください。前の申請も新しい言葉で集計されます。',
  wasOptional: '前の申請では、空欄のことがあります。',
  askedOfOthers: '前とは違う人に聞くことになります。',
};

const kindName = (value: unknown) => (typeof value === 'string' ? (kindInfo(value)?.label ?? value) : '');

/** A value of the document as people read it. */
function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'する' : 'しない';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object')) return value.join('、');
  return JSON.stringify(value);
}

const shown = (value: unknown) => (value === null || value === undefined ? null : valueText(value));

interface Sentence {
  part: Part;
  title: (change: FormChange, label: string) => string;
  /** How `before` and `after` are shown; as texts when absent. */
  show?: (value: unknown, scope: Scope) => string | null;
  /** Said where one of the two is absent. */
  absent?: string;
}

const of = (part: Part, title: Sentence['title'], more: Omit<Sentence, 'part' | 'title'> = {}): Sentence => ({
  part,
  title,
  ...more,
});
const about = (part: Part, what: string, more: Omit<Sentence, 'part' | 'title'> = {}): Sentence =>
  of(part, (_, label) => `${what}: ${label}`, more);

const nothing = () => null;
const condition = {
  show: (value: unknown, scope: Scope) =>
    value === null || value === undefined || value === true ? null : conditionInWords(scope, value),
  absent: 'いつも',
};
const onPage = { show: (value: unknown) => (typeof value === 'string' ? `ページ「${value}」` : null) };
const named = (change: FormChange, isAfter: boolean) => {
  const title = shown(isAfter ? change.after : change.before) ?? '';
  return change.keyword === 'other' ? `${title}（自由に書く欄）` : title;
};

const SENTENCES: Record<string, Sentence> = {
  fieldAdded: about('questions', '質問を追加', onPage),
  fieldRemoved: about('questions', '質問を削除', onPage),
  fieldRenamed: about('questions', 'プログラムで使う名前を変更'),
  kindChanged: about('questions', '種類を変更', { show: kindName }),
  labelChanged: of('questions', (change) => `質問の名前を変更: ${shown(change.before) ?? ''}`),
  textChanged: of(
    'questions',
    (change, label) => `${TEXTS[change.keyword ?? ''] ?? '文章'}を変更: ${label}`,
    { absent: 'なし' },
  ),
  madeRequired: about('questions', '必須に変更', { show: nothing }),
  madeOptional: about('questions', '任意に変更', { show: nothing }),
  requiredWhenChanged: about('questions', '必須にする条件を変更', { ...condition, absent: 'いつも任意' }),
  shownWhenChanged: about('questions', '表示する条件を変更', condition),
  movedToPage: about('questions', '別のページへ移動', onPage),
  sensitivityChanged: about('questions', '情報の取扱いを変更', {
    show: (value) => (typeof value === 'string' ? (SENSITIVITIES[value] ?? value) : null),
    absent: '特になし',
  }),
  choiceAdded: of('questions', (change, label) => `選択肢「${named(change, true)}」を追加: ${label}`, {
    show: nothing,
  }),
  choiceRemoved: of('questions', (change, label) => `選択肢「${named(change, false)}」を削除: ${label}`, {
    show: nothing,
  }),
  choiceReworded: of(
    'questions',
    (change, label) => `選択肢「${named(change, false)}」の言葉を変更: ${label}`,
  ),
  choicesReordered: about('questions', '選択肢の並びを変更'),
  rowAdded: of('questions', (change, label) => `行「${named(change, true)}」を追加: ${label}`, {
    show: nothing,
  }),
  rowRemoved: of('questions', (change, label) => `行「${named(change, false)}」を削除: ${label}`, {
    show: nothing,
  }),
  rowReworded: of('questions', (change, label) => `行「${named(change, false)}」の言葉を変更: ${label}`),
  rowsReordered: about('questions', '行の並びを変更'),
  limitChanged: of(
    'questions',
    (change, label) => `${LIMITS[change.keyword ?? ''] ?? '答えの決まり'}を変更: ${label}`,
    { absent: '決まりなし' },
  ),
  calculationChanged: about('questions', '計算の式を変更', { absent: 'なし（入力する）' }),
  dataChanged: about('questions', '答えの決まりを変更', { show: nothing }),
  orderChanged: about('pages', '並びを変更', { show: nothing }),
  pageAdded: about('pages', 'ページを追加', { show: nothing }),
  pageRemoved: about('pages', 'ページを削除', { show: nothing }),
  pagesReordered: of('pages', () => 'ページの並びを変更'),
  pageTitleChanged: of('pages', (change) => `ページの名前を変更: ${shown(change.before) ?? ''}`),
  pageDescriptionChanged: about('pages', 'ページの説明を変更', { absent: 'なし' }),
  pageShownWhenChanged: about('pages', 'ページを表示する条件を変更', condition),
  proseAdded: about('pages', '文章を追加'),
  proseRemoved: about('pages', '文章を削除'),
  proseChanged: about('pages', '文章を変更'),
  textShownWhenChanged: of(
    'pages',
    (change) => `文章「${excerpt(change.keyword)}」を表示する条件を変更`,
    condition,
  ),
  imageAdded: about('pages', '画像を追加'),
  imageRemoved: about('pages', '画像を削除'),
  imageChanged: about('pages', '画像を差し替え'),
  imageTextChanged: of('pages', (change) => `画像「${excerpt(change.keyword)}」の説明を変更`),
  imageShownWhenChanged: of(
    'pages',
    (change) => `画像「${excerpt(change.keyword)}」を表示する条件を変更`,
    condition,
  ),
  exitAdded: of(
    'pages',
    (change, label) => `申請できないときの案内「${shown(change.after) ?? ''}」を追加: ${label}`,
    {
      show: nothing,
    },
  ),
  exitRemoved: of(
    'pages',
    (change, label) => `申請できないときの案内「${shown(change.before) ?? ''}」を削除: ${label}`,
    {
      show: nothing,
    },
  ),
  exitChanged: of('pages', (change) => `申請できないときの案内「${change.keyword ?? ''}」の文章を変更`),
  exitWhenChanged: of(
    'pages',
    (change) => `申請できないときの案内「${change.keyword ?? ''}」の条件を変更`,
    condition,
  ),
  ruleAdded: about('rules', '入力のきまりを追加'),
  ruleRemoved: about('rules', '入力のきまりを削除'),
  ruleChanged: about('rules', '入力のきまりを変更'),
  titleChanged: of('settings', () => 'フォームの名前を変更'),
  descriptionChanged: of('settings', () => 'フォームの説明を変更', { absent: 'なし' }),
  settingChanged: of(
    'settings',
    (change) => `設定を変更: ${SETTINGS[change.keyword ?? ''] ?? change.keyword ?? ''}`,
    {
      absent: '決めていない',
    },
  ),
  languageAdded: of('settings', (change) => `翻訳を追加: ${languageName(change.keyword)}`, { show: texts }),
  languageRemoved: of('settings', (change) => `翻訳を削除: ${languageName(change.keyword)}`, {
    show: nothing,
  }),
  translationsChanged: of('settings', (change) => `翻訳を変更: ${languageName(change.keyword)}`, {
    show: texts,
  }),
  otherChanged: of('settings', () => '詳しい決まり（JSON）を変更', { show: nothing }),
};

function texts(value: unknown): string | null {
  return typeof value === 'number' ? `${value}か所の文章` : null;
}

function excerpt(text: string | null): string {
  const all = text ?? '';
  return all.length > 20 ? `${all.slice(0, 20)}…` : all;
}

function languageName(tag: string | null): string {
  if (tag === 'ja-easy') return 'やさしい日本語';
  try {
    return new Intl.DisplayNames(['ja'], { type: 'language' }).of(tag ?? '') ?? tag ?? '';
  } catch {
    return tag ?? '';
  }
}

const OTHER: Sentence = of('settings', (_, label) => (label === '' ? '変更' : `変更: ${label}`));
const sentenceFor = (change: FormChange) => SENTENCES[change.code] ?? OTHER;

export const partOf = (change: FormChange): Part => sentenceFor(change).part;

/** `scope` is the document whose names conditions are told with. */
export function changeInWords(change: FormChange, scope: Scope): ChangeWords {
  const sentence = sentenceFor(change);
  const label = change.group === null ? change.label : `${change.group}の中の${change.label}`;
  const show = sentence.show ?? shown;
  const [before, after] = [show(change.before, scope), show(change.after, scope)];
  const isTold = before !== null || after !== null;
  const absent = isTold ? (sentence.absent ?? null) : null;
  return {
    title: sentence.title(change, label),
    before: before ?? absent,
    after: after ?? absent,
    warning: change.warning === null ? null : (WARNINGS[change.warning] ?? null),
  };
}
