/**
 * The values of a field's choices in CEL texts. What compares the field itself with a value is changed with certainty;
 * whether another text in quotes is that value, only a person knows.
 */
import type { FieldAddress } from './document';
import { MACROS, mentionsIn, type Token } from './expressions';

/** What may stand around a comparison that is one by itself: nothing that binds as tightly. */
const BEFORE = new Set(['(', ',', '&', '|', '?', ':', '[', '{']);
const AFTER = new Set([')', ',', '&', '|', '?', ':', ']', '}']);

/** What a token in quotes says; null for other tokens. */
const said = (token: Token | undefined): string | null =>
  token?.kind === 'text' ? token.text.slice(1, -1).replace(/\\(["'\\])/g, '$1') : null;

function written(token: Token, value: string): string {
  const quote = token.text.charAt(0);
  return quote + value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) + quote;
}

/** Whether an expression that names the field has the value in quotes. */
export function quotesChoice(text: string, field: FieldAddress, value: string, row?: string): boolean {
  const { tokens, mentions } = mentionsIn(text, field, row);
  return mentions.length > 0 && tokens.some((token) => said(token) === value);
}

/** The expression with another value for the choice, wherever the field itself is compared with it. */
export function choiceRenamedIn(
  text: string,
  field: FieldAddress,
  from: string,
  to: string,
  row?: string,
): string {
  const { tokens, before, mentions, tail } = mentionsIn(text, field, row);
  const groups = field.group === undefined ? [] : mentionsIn(text, { name: field.group }, row).mentions;
  const ends = groups.map((group) => group.to);
  const places = mentions.flatMap((mention) => {
    const start = startOf(tokens, mention.from, field, ends);
    return start === null ? [] : comparedWith(tokens, start, endOf(tokens, mention.to));
  });
  const renamed = new Set(places.filter((at) => said(tokens[at]) === from));
  if (renamed.size === 0) return text;
  const words = tokens.map(
    (token, at) => (before[at] ?? '') + (renamed.has(at) ? written(token, to) : token.text),
  );
  return words.join('') + tail;
}

/** Where the naming of the field begins; null where the name may stand for something else. */
function startOf(
  tokens: Token[],
  from: number,
  { name, group }: FieldAddress,
  groups: number[],
): number | null {
  const macros = tokens.flatMap(({ text }, at) =>
    MACROS.has(text) && tokens[at - 1]?.text === '.' && tokens[at + 1]?.text === '(' ? [at] : [],
  );
  // A variable of a macro hides a field of its name.
  if (group === undefined) return macros.some((at) => tokens[at + 2]?.text === name) ? null : from;
  const root = tokens[from - 1];
  if (root?.kind !== 'name' || !['.', '['].includes(tokens[from]?.text ?? '')) return null;
  // The variable of a macro is a row of the group only where the macro goes over the group.
  const isRow = root.text === 'item' ? macros.length === 0 : macros.every((at) => groups.includes(at - 1));
  return isRow ? from - 1 : null;
}

/** Behind a place of a ranking or a row of a table, too: they have the same choices. */
function endOf(tokens: Token[], to: number): number {
  if (tokens[to]?.text === '.' && tokens[to + 1]?.kind === 'name') return to + 2;
  if (tokens[to]?.text !== '[') return to;
  if (tokens[to + 1]?.kind === 'text' && tokens[to + 2]?.text === ']') return to + 3;
  let at = to + 1;
  while (/^\d$/.test(tokens[at]?.text ?? '')) at += 1;
  return at > to + 1 && tokens[at]?.text === ']' ? at + 1 : to;
}

/** The tokens in quotes that the run from `start` to `end` is compared with. */
function comparedWith(tokens: Token[], start: number, end: number): number[] {
  const text = (at: number) => tokens[at]?.text;
  const isAlone = (first: number, behind: number) =>
    (first === 0 || BEFORE.has(text(first - 1) ?? '')) &&
    (behind === tokens.length || AFTER.has(text(behind) ?? ''));
  const isEquals = (at: number) => (text(at) === '=' || text(at) === '!') && text(at + 1) === '=';
  // plan == "a"
  if (isEquals(end) && isAlone(start, end + 3)) return [end + 2];
  // "a" == plan
  if (isEquals(start - 2) && isAlone(start - 3, end)) return [start - 3];
  // "a" in plans
  if (text(start - 1) === 'in' && isAlone(start - 2, end)) return [start - 2];
  // plan in ["a", "b"]
  if (text(end) !== 'in' || text(end + 1) !== '[') return [];
  const close = tokens.findIndex((token, at) => at > end && token.text === ']');
  const members = Array.from({ length: Math.max(0, close - end - 2) }, (_, index) => end + 2 + index);
  const isList = members.every((at, index) =>
    index % 2 === 0 ? said(tokens[at]) !== null : text(at) === ',',
  );
  return close > 0 && isList && isAlone(start, close + 1) ? members : [];
}
