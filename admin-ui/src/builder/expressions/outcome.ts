/** What became of an expression with the sample answers, in words. What it gives, the server decided. */
import type { Decided } from '../../api/types';
import { resultInWords } from './functions';

/** Which expression of the document. */
export type About =
  | { is: 'value'; name: string; group?: string | undefined }
  | { is: 'rule'; index: number; group?: string | undefined };

export interface Outcome {
  look: 'good' | 'bad' | 'none';
  words: string;
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

export function outcomeOf(decided: Decided, about: About): Outcome {
  return about.is === 'value' ? valueOutcome(decided, about) : ruleOutcome(decided, about);
}

function valueOutcome(
  { answers, violations }: Decided,
  { name, group }: Extract<About, { is: 'value' }>,
): Outcome {
  const rows = group === undefined ? [answers] : answers[group];
  const list = Array.isArray(rows) ? (rows as unknown[]).filter(isRow) : [];
  const own = group === undefined ? `/${name}` : new RegExp(`^/${group}/\\d+/${name}$`);
  const isWrong = violations.some(
    ({ at, code }) => code === 'calculation' && (typeof own === 'string' ? at === own : own.test(at)),
  );
  if (isWrong)
    return { look: 'bad', words: '計算できません。割り算や、日付・数の組み合わせを確かめてください。' };
  const results = list.map((row) => row[name]);
  if (results.every((value) => value === undefined)) {
    return { look: 'none', words: '結果はまだありません。式に使う項目の見本の回答を入れてください。' };
  }
  const words = results.map((value) => (value === undefined ? '（なし）' : resultInWords(value)));
  return { look: 'good', words: `結果：${words.join('、')}` };
}

function ruleOutcome({ violations }: Decided, { index, group }: Extract<About, { is: 'rule' }>): Outcome {
  const broken = violations.filter(
    ({ at, code, params }) =>
      code === 'rule' &&
      params.rule === index &&
      (/^\/[^/]+\/\d+\//.test(at) ? at.startsWith(`/${group}/`) : group === undefined),
  );
  return broken.length === 0
    ? {
        look: 'good',
        words: 'この見本の回答は、きまりに反していません。使う項目に回答がないときは確かめません。',
      }
    : {
        look: 'bad',
        words: `この見本の回答は、きまりに反しています：「${String(broken[0]?.params.message)}」`,
      };
}
