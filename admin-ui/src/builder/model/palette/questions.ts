/** Texts, numbers, days and choices. */
import { choices, kind, text, type KindGroup } from './entry';

const day = () => ({ type: 'string', format: 'date' });
/** What new rows of a table offer: words that can stay. */
const degrees = () => [
  { const: 'good', title: 'よい' },
  { const: 'normal', title: 'ふつう' },
  { const: 'bad', title: 'よくない' },
];

export const QUESTION_GROUPS: readonly KindGroup[] = [
  {
    title: '文字と数',
    kinds: [
      kind('shortText', '1行の文字', 'text', text(100)),
      kind('longText', '長い文章', 'longText', text(1000), { isRequired: false }),
      kind('integer', '整数', 'number', () => ({ type: 'integer', minimum: 0 })),
      kind('decimal', '小数', 'decimal', () => ({ type: 'number' })),
      kind('money', '金額', 'amount', () => ({ type: 'integer', minimum: 0, maximum: 99_999_999 })),
      kind('percentage', '割合（％）', 'rate', () => ({ type: 'number', minimum: 0, maximum: 100 })),
      kind('url', 'URL', 'url', text(500)),
    ],
  },
  {
    title: '日付と時刻',
    kinds: [
      kind('date', '日付', 'date', day),
      kind('month', '年月', 'month', () => ({ type: 'string' })),
      kind('time', '時刻', 'time', () => ({ type: 'string', format: 'time' })),
      kind('dateTime', '日付と時刻', 'dateTime', () => ({ type: 'string', format: 'date-time' })),
      kind('dateRange', '期間（開始日と終了日）', 'period', () => ({
        type: 'object',
        properties: { startDate: day(), endDate: day() },
      })),
    ],
  },
  {
    title: '選ぶ',
    kinds: [
      kind('choice', '1つ選ぶ', 'choice', () => ({ type: 'string', oneOf: choices() })),
      kind('choices', 'いくつでも選ぶ', 'choices', () => ({
        type: 'array',
        items: { oneOf: choices() },
        uniqueItems: true,
      })),
      kind('ranking', '希望の順に選ぶ', 'wishes', () => ({
        type: 'array',
        items: { oneOf: choices() },
        uniqueItems: true,
        maxItems: 2,
      })),
      kind('rating', '段階で答える', 'rating', () => ({ type: 'integer', minimum: 1, maximum: 5 })),
      kind('matrix', '表で選ぶ', 'table', () => ({
        type: 'object',
        properties: {
          row1: { type: 'string', title: '質問1', oneOf: degrees() },
          row2: { type: 'string', title: '質問2', oneOf: degrees() },
        },
      })),
      kind('yesNo', 'チェック1つ', 'yesNo', () => ({ type: 'boolean' }), { isRequired: false }),
      kind('consent', '同意（必ずチェック）', 'consent', () => ({ type: 'boolean', const: true })),
    ],
  },
];
