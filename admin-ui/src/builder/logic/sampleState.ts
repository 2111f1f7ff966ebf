/** What the sample answers come to at a place, in words. Decided by the server; nothing where it says nothing. */
import type { Decided } from '../../api/types';
import { outcomeOf } from '../expressions/outcome';
import type { Place } from './dependencies';

export function stateInWords(decided: Decided, { kind, thing }: Place): string | null {
  const [root, first = '', second = ''] = thing.id.split(':');
  if (kind === 'exit') {
    return decided.pages[Number(first)]?.exit === Number(second) ? 'ここで終わります' : '終わりません';
  }
  if (kind === 'rule') {
    const group = first === '' ? undefined : first;
    return outcomeOf(decided, { is: 'rule', index: Number(second), group }).look === 'bad'
      ? '反しています'
      : '反していません';
  }
  if (root === 'page') return decided.pages[Number(first)]?.is_shown ? '表示します' : '表示しません';
  if (root === 'block')
    return decided.pages[Number(first)]?.blocks_shown[Number(second)] ? '表示します' : '表示しません';
  const [name = '', member] = thing.id.split('.');
  if (kind === 'value') {
    const about = member === undefined ? { name } : { name: member, group: name };
    return outcomeOf(decided, { is: 'value', ...about }).words;
  }
  const rows = decided.rows[name] ?? [];
  const states = member === undefined ? [decided.fields[name]] : rows.map((row) => row[member]);
  const words = states.flatMap((state) =>
    state === undefined
      ? []
      : kind === 'require'
        ? [state.is_required ? '必須です' : '必須ではありません']
        : [state.is_shown ? '表示します' : '表示しません'],
  );
  if (words.length === 0) return member === undefined ? null : '行がまだありません';
  return member === undefined
    ? (words[0] ?? null)
    : words.map((said, index) => `${index + 1}件目は${said}`).join('、');
}
