/**
 * CEL texts as far as the builder touches them: which fields an expression names, and the same text with a field renamed.
 * Texts in quotes are no names. Whether an expression is right is the server's to say.
 */
import type { FieldAddress } from './document';

export interface Token {
  text: string;
  kind: 'text' | 'name' | 'space' | 'sign';
}

/** A run of tokens that names the field, and what it becomes under another name. */
interface Mention {
  from: number;
  to: number;
  written: (name: string) => string;
}

const TOKEN = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_][A-Za-z0-9_]*)|(\s+)|([^])/gu;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Words that mean something else in an expression. */
const TAKEN = new Set(['today', 'item', 'answers', 'true', 'false', 'null', 'in']);
export const MACROS: ReadonlySet<string> = new Set(['map', 'filter', 'all', 'exists', 'exists_one']);

const isIdentifier = (name: string) => IDENTIFIER.test(name) && !TAKEN.has(name);
const selected = (name: string) => (IDENTIFIER.test(name) ? `.${name}` : `["${name}"]`);

/** How an expression calls a field of the form or, with `group`, a member of the row it stands in. */
export function celName({ name, group }: FieldAddress): string {
  if (group !== undefined) return `item${selected(name)}`;
  return isIdentifier(name) ? name : `answers["${name}"]`;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map(([token, quoted, name, space]) => ({
    text: token,
    kind:
      quoted !== undefined ? 'text' : name !== undefined ? 'name' : space !== undefined ? 'space' : 'sign',
  }));
}

const unquoted = (token: Token | undefined) => (token?.kind === 'text' ? token.text.slice(1, -1) : null);

/** The end of `.name` or `["name"]` that begins at a token; null where something else stands. */
function selectionEnd(tokens: Token[], at: number, name: string): number | null {
  if (tokens[at]?.text === '.' && tokens[at + 1]?.text === name) return at + 2;
  const isIndex = tokens[at]?.text === '[' && tokens[at + 2]?.text === ']';
  return isIndex && unquoted(tokens[at + 1]) === name ? at + 3 : null;
}

function rootMentions(tokens: Token[], name: string): Mention[] {
  return tokens.flatMap(({ text, kind }, at): Mention[] => {
    if (kind !== 'name' || tokens[at - 1]?.text === '.') return [];
    if (text === 'answers') {
      const end = selectionEnd(tokens, at + 1, name);
      return end === null ? [] : [{ from: at, to: end, written: (to) => `answers${selected(to)}` }];
    }
    const isField = text === name && isIdentifier(name) && tokens[at + 1]?.text !== '(';
    return isField ? [{ from: at, to: at + 1, written: (to) => celName({ name: to }) }] : [];
  });
}

/** Names that stand for rows of the group: `item` in its own rows, and the variables of macros over it. */
function rowNames(tokens: Token[], group: string, isOwn: boolean): Set<string> {
  const names = new Set<string>(isOwn ? ['item'] : []);
  if (rootMentions(tokens, group).length === 0) return names;
  tokens.forEach(({ text }, at) => {
    if (MACROS.has(text) && tokens[at - 1]?.text === '.' && tokens[at + 1]?.text === '(') {
      names.add(tokens[at + 2]?.text ?? '');
    }
  });
  return names;
}

function memberMentions(tokens: Token[], { name, group = '' }: FieldAddress, isOwn: boolean): Mention[] {
  const rows = rowNames(tokens, group, isOwn);
  const groups = rootMentions(tokens, group).map(({ to }) => to);
  return tokens.flatMap(({ text, kind }, at): Mention[] => {
    // sum(children, "age")
    if (unquoted(tokens[at]) === name && tokens[at - 1]?.text === ',' && groups.includes(at - 1)) {
      return [{ from: at, to: at + 1, written: (to) => `"${to}"` }];
    }
    // children[0].age
    const isIndexed = text === ']' && groups.includes(at - 2) && tokens[at - 2]?.text === '[';
    const isRow = kind === 'name' && rows.has(text) && tokens[at - 1]?.text !== '.';
    const end = isIndexed || isRow ? selectionEnd(tokens, at + 1, name) : null;
    return end === null ? [] : [{ from: at + 1, to: end, written: selected }];
  });
}

/** The text cut into tokens without white space (`before` holds that, and `tail`), and the runs that name the field. */
export function mentionsIn(text: string, field: FieldAddress, row: string | undefined) {
  // White space says nothing; it stays in front of the token it stands before.
  const all = tokensOf(text);
  const tokens: Token[] = [];
  const before: string[] = [];
  let space = '';
  for (const token of all) {
    if (token.kind === 'space') space += token.text;
    else {
      tokens.push(token);
      before.push(space);
      space = '';
    }
  }
  const { group } = field;
  const mentions =
    group === undefined ? rootMentions(tokens, field.name) : memberMentions(tokens, field, row === group);
  return { tokens, before, mentions, tail: space };
}

/** Whether the expression names the field. `row` is the group in whose rows the expression stands. */
export function names(text: string, field: FieldAddress, row?: string): boolean {
  return mentionsIn(text, field, row).mentions.length > 0;
}

/** The expression with the field called by another name. */
export function renamedIn(text: string, field: FieldAddress, to: string, row?: string): string {
  const { tokens, before, mentions, tail } = mentionsIn(text, field, row);
  if (mentions.length === 0) return text;
  let next = '';
  for (let at = 0; at < tokens.length;) {
    const mention = mentions.find(({ from }) => from === at);
    next += (before[at] ?? '') + (mention?.written(to) ?? tokens[at]?.text ?? '');
    at = mention?.to ?? at + 1;
  }
  return next + tail;
}

/** A piece of an expression: a name of a field (or of a member, behind what stands for its row), or other text. */
export interface Piece {
  text: string;
  field: FieldAddress | null;
}

/** The expression cut at the fields it names. */
export function piecesOf(text: string, fields: readonly FieldAddress[], row?: string): Piece[] {
  const found = new Map<number, { to: number; field: FieldAddress }>();
  // Only what is spelled in the text can be named by it: most fields are not.
  for (const field of fields.filter(({ name }) => text.includes(name))) {
    const { mentions, tokens: cut } = mentionsIn(text, field, row);
    for (const { from, to } of mentions) {
      // What stands for the row (`item`, the variable of a macro) belongs to the member.
      const isBehindRow = ['.', '['].includes(cut[from]?.text ?? '') && cut[from - 1]?.kind === 'name';
      found.set(isBehindRow ? from - 1 : from, { to, field });
    }
  }
  const { tokens, before, tail } = mentionsIn(text, { name: '' }, row);
  const pieces: Piece[] = [];
  const add = (more: string, field: FieldAddress | null) => {
    const last = pieces.at(-1);
    if (field === null && last?.field === null) last.text += more;
    else if (more !== '') pieces.push({ text: more, field });
  };
  for (let at = 0; at < tokens.length;) {
    const mention = found.get(at);
    const to = mention?.to ?? at + 1;
    add(before[at] ?? '', null);
    const said = tokens
      .slice(at, to)
      .map((token, index) => (index === 0 ? '' : (before[at + index] ?? '')) + token.text);
    add(said.join(''), mention?.field ?? null);
    at = to;
  }
  add(tail, null);
  return pieces;
}

/** The fields of the form and the members of its groups that an expression names, each once. */
export function fieldsNamed(text: string, fields: readonly FieldAddress[], row?: string): FieldAddress[] {
  const named = piecesOf(text, fields, row).flatMap(({ field }) => field ?? []);
  return fields.filter((field) => named.includes(field));
}
