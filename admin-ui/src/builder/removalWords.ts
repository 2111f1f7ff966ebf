/** What becomes of the places that speak about a field when it is deleted and nothing takes its place, in sentences. */
import type { Reference } from './model/references';

export const hasConditions = (references: readonly Reference[]): boolean =>
  references.some(({ kind }) => kind === 'condition' || kind === 'exit');

export function removalWords(references: readonly Reference[]): string[] {
  const count = (...kinds: Reference['kind'][]) =>
    references.filter(({ kind }) => kinds.includes(kind)).length;
  const words: string[] = [];
  if (hasConditions(references))
    words.push(
      '削除すると、これらの条件からこの項目についての部分を取り除きます。条件がなくなった項目は、いつも表示されます。',
    );
  if (count('exit') > 0) words.push('条件がなくなった出口は削除されます。');
  if (count('setting') > 0) words.push('この項目を指定している設定は、指定がなくなります。');
  if (count('told') > 0) words.push('この項目のところで知らせる入力のきまりは、一緒に削除されます。');
  const formulas = count('formula', 'rule');
  if (formulas > 0) words.push(`この項目を使う式（${formulas}か所）は残り、${REPAIR}`);
  const mails = count('mail');
  if (mails > 0) words.push(`この項目の回答を差し込んでいるメールの文章（${mails}通）は残り、${REPAIR}`);
  return words;
}

const REPAIR = '「確認が必要な箇所」に出ます。削除した後に直してください。';
