/** One question of every kind, by its kind; and the two choices whose form depends on the number of their options. */
const options = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ const: `o${place + 1}`, title: `${place + 1}番目の案` }));

const files = { type: 'array', items: { type: 'string' }, maxItems: 2 };
const help = 'わからないときは、窓口でおたずねください。';
const row = {
  type: 'object',
  required: ['label'],
  properties: {
    label: { type: 'string', title: '品名', 'x-kind': 'shortText', maxLength: 20 },
    count: { type: 'integer', title: '数', minimum: 1, maximum: 9 },
  },
};

export const KINDS: Record<string, Record<string, unknown>> = {
  shortText: { type: 'string', title: '一行の文字', 'x-kind': 'shortText', maxLength: 20, 'x-help': help },
  longText: { type: 'string', title: '長い文章', 'x-kind': 'longText', maxLength: 200, 'x-help': help },
  personName: { type: 'object', title: '氏名', 'x-kind': 'personName' },
  kana: { type: 'string', title: 'フリガナ', 'x-kind': 'kana', maxLength: 40 },
  organizationName: { type: 'string', title: '団体名', 'x-kind': 'organizationName', maxLength: 100 },
  phone: { type: 'string', title: '電話番号', 'x-kind': 'phone' },
  email: { type: 'string', title: 'メールアドレス', 'x-kind': 'email', format: 'email' },
  url: { type: 'string', title: 'ホームページ', 'x-kind': 'url', maxLength: 200 },
  postalAddress: { type: 'object', title: '住所', 'x-kind': 'postalAddress' },
  corporateNumber: { type: 'string', title: '法人番号', 'x-kind': 'corporateNumber' },
  invoiceNumber: { type: 'string', title: '登録番号', 'x-kind': 'invoiceNumber' },
  myNumber: { type: 'string', title: '個人番号', 'x-kind': 'myNumber' },
  keyNumber: { type: 'string', title: '券の番号', 'x-kind': 'keyNumber', 'x-length': 10, 'x-help': help },
  bankAccount: { type: 'object', title: '口座', 'x-kind': 'bankAccount' },
  yuchoAccount: { type: 'object', title: 'ゆうちょ銀行の口座', 'x-kind': 'yuchoAccount' },
  date: { type: 'string', title: '日付', 'x-kind': 'date', format: 'date', 'x-help': help },
  time: { type: 'string', title: '時刻', 'x-kind': 'time' },
  dateTime: { type: 'string', title: '日時', 'x-kind': 'dateTime' },
  month: { type: 'string', title: '年月', 'x-kind': 'month' },
  dateRange: { type: 'object', title: '期間', 'x-kind': 'dateRange' },
  integer: { type: 'integer', title: '人数', 'x-kind': 'integer', 'x-unit': '人', minimum: 0, maximum: 99 },
  decimal: { type: 'number', title: '面積', 'x-kind': 'decimal', minimum: 0, maximum: 1000 },
  money: { type: 'integer', title: '金額', 'x-kind': 'money', minimum: 0, maximum: 9999 },
  percentage: { type: 'number', title: '割合', 'x-kind': 'percentage', minimum: 0, maximum: 100 },
  calculated: { type: 'integer', title: '合計（自動計算）', 'x-kind': 'money', 'x-value': 'money * 2' },
  yesNo: { type: 'boolean', title: '利用したことがありますか', 'x-kind': 'yesNo' },
  choice: { type: 'string', title: '七つから一つ', 'x-kind': 'choice', oneOf: options(7), 'x-help': help },
  choiceOfMany: { type: 'string', title: '八つから一つ', 'x-kind': 'choice', oneOf: options(8) },
  choiceWithOther: {
    type: 'string',
    title: '一つか自分の言葉',
    anyOf: [{ oneOf: options(3) }, { type: 'string', title: 'その他', maxLength: 40 }],
  },
  choices: {
    type: 'array',
    title: 'いくつでも',
    'x-kind': 'choices',
    items: { oneOf: options(3) },
    minItems: 1,
    uniqueItems: true,
  },
  ranking: {
    type: 'array',
    title: '順位',
    'x-kind': 'ranking',
    items: { oneOf: options(4) },
    minItems: 1,
    maxItems: 3,
  },
  rating: {
    type: 'integer',
    title: '評価',
    'x-kind': 'rating',
    minimum: 1,
    maximum: 5,
    'x-low': '悪い',
    'x-high': '良い',
  },
  matrix: {
    type: 'object',
    title: '印象',
    'x-kind': 'matrix',
    properties: {
      speed: { title: '待ち時間', oneOf: options(3) },
      manner: { title: '応対', oneOf: options(3) },
    },
  },
  file: { ...files, title: '書類', 'x-kind': 'file', 'x-types': ['image/png'] },
  image: { ...files, title: '写真', 'x-kind': 'image' },
  signature: { ...files, title: '署名', 'x-kind': 'signature', maxItems: 1 },
  mapPoint: { type: 'object', title: '場所', 'x-kind': 'mapPoint' },
  slot: { type: 'object', title: '予約の日時', 'x-kind': 'slot', 'x-slots': 'calendar' },
  group: { type: 'array', title: '品物', 'x-item-title': '品物', minItems: 1, maxItems: 3, items: row },
  consent: { const: true, title: '同意', 'x-kind': 'consent', 'x-text': '上の内容に同意します。' },
};
