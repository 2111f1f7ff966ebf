/**
 * The texts in other languages (`x-i18n`) say where they belong by a JSON Pointer. When pages, blocks, choices, exits or
 * rules move, their texts follow; when they go, their texts go. Run after every command, so no command has to think of it;
 * a command that writes texts itself settles first and is left alone afterwards. A text whose original changes remembers the
 * original it was made of (`x-i18n-source`).
 */
import { patched } from '../model/change';
import type { Block, FormDocument } from '../model/document';
import { listing } from '../model/inference';
import { pairs } from '../model/pairing';
import { isSchema } from '../model/predicates';
import { valueAt } from '../model/pointer';
import { escaped, languagesOf, mapTexts, textsOf, tokensOf, withTextsOf } from '../model/translations';

type Lists = Map<readonly unknown[], (number | null)[]>;
type Step = [string[], unknown, unknown];

interface Change {
  before: FormDocument;
  after: FormDocument;
  /** Where every block stands afterwards: blocks move from page to page. */
  blocks: Map<Block, [page: number, block: number]>;
  lists: Lists;
}

export function settleTexts(before: FormDocument, after: FormDocument): FormDocument {
  if (!isSchema(after['x-i18n']) || after['x-i18n'] !== before['x-i18n']) return after;
  const blocks = new Map(
    after['x-pages'].flatMap((page, at) =>
      page.blocks.map((block, index) => [block, [at, index]] as [Block, [number, number]]),
    ),
  );
  const change: Change = { before, after, blocks, lists: new Map() };
  const places = new Map<string, string | null>();
  const placeOf = (pointer: string) => {
    const known = places.get(pointer);
    if (known !== undefined) return known;
    const place = placeNow(pointer, change);
    places.set(pointer, place);
    return place;
  };
  return remembered(before, mapTexts(after, placeOf), placeOf);
}

/** The originals of the texts whose words the command has changed; those remembered already stay. */
function remembered(
  before: FormDocument,
  after: FormDocument,
  placeOf: (pointer: string) => string | null,
): FormDocument {
  return languagesOf(before).reduce((document, language) => {
    const sources = textsOf(after, language, 'x-i18n-source');
    const patch: Record<string, string> = {};
    for (const [pointer, text] of Object.entries(textsOf(before, language))) {
      const place = placeOf(pointer);
      if (place === null || place in sources || typeof text !== 'string' || text.trim() === '') continue;
      const [was, is] = [valueAt(before, tokensOf(pointer)), valueAt(after, tokensOf(place))];
      if (typeof was === 'string' && typeof is === 'string' && was !== is) patch[place] = was;
    }
    return Object.keys(patch).length === 0
      ? document
      : withTextsOf(document, 'x-i18n-source', language, patch);
  }, after);
}

/** Where a text belongs after the change; null when what it belongs to is gone. */
function placeNow(pointer: string, change: Change): string | null {
  const tokens = tokensOf(pointer);
  // What stands in the settings or says nothing of the document yet keeps its place.
  if (tokens.length === 0 || tokens[0] === 'x-settings') return pointer;
  const moved = blockNow(tokens, change);
  if (moved !== null) return written([...moved, ...tokens.slice(4)]);
  const next: string[] = [];
  let [before, after]: [unknown, unknown] = [change.before, change.after];
  for (let at = 0; at < tokens.length; at += 1) {
    if (before === after || at === tokens.length - 1) return written([...next, ...tokens.slice(at)]);
    const step = stepInto(tokens, at, before, after, change);
    if (step === 'unknown') return pointer;
    if (step === 'gone') return null;
    next.push(...step[0]);
    [, before, after] = step;
    // The free text beside choices puts their list one level deeper, or takes it back.
    if (tokens[at] === 'anyOf' && step[0].length === 0) at += 1;
  }
  return written(next);
}

const written = (tokens: readonly string[]) => tokens.map((token) => `/${escaped(token)}`).join('');

/** The first tokens of a block's texts, where the block is the same object on whatever page. */
function blockNow([root, page, key, block]: string[], { before, blocks }: Change): string[] | null {
  if (root !== 'x-pages' || key !== 'blocks') return null;
  const entry = before['x-pages'][Number(page)]?.blocks[Number(block)];
  const place = entry === undefined ? undefined : blocks.get(entry);
  return place === undefined ? null : ['x-pages', String(place[0]), 'blocks', String(place[1])];
}

function stepInto(
  tokens: string[],
  at: number,
  before: unknown,
  after: unknown,
  { lists }: Change,
): Step | 'gone' | 'unknown' {
  const token = tokens[at] ?? '';
  if (Array.isArray(before)) {
    const entry: unknown = before[Number(token)];
    if (entry === undefined) return 'unknown';
    if (!Array.isArray(after)) return 'gone';
    const known = lists.get(before) ?? pairs(before, after);
    lists.set(before, known);
    const place = known[Number(token)] ?? null;
    return place === null ? 'gone' : [[String(place)], entry, after[place]];
  }
  if (!isSchema(before) || !(token in before)) return 'unknown';
  if (!isSchema(after)) return 'gone';
  if (token in after) return [[token], before[token], after[token]];
  return choicesNow(tokens, at, before, after) ?? 'gone';
}

/** The list of choices where it stands now, when a free text came to stand beside it or went. */
function choicesNow(
  tokens: string[],
  at: number,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Step | null {
  const [was, is] = [listing(before), listing(after)];
  if (tokens[at] === 'oneOf' && is !== after && Array.isArray(after.anyOf)) {
    const place = String(after.anyOf.indexOf(is));
    return [['anyOf', place, 'oneOf'], before.oneOf, is.oneOf];
  }
  const isList = Array.isArray(before.anyOf) && before.anyOf[Number(tokens[at + 1])] === was;
  if (tokens[at] === 'anyOf' && isList && tokens[at + 2] === 'oneOf') return [[], was, after];
  return null;
}

/** The document with texts added that belong to what a command has just put in. */
export function withTexts(
  document: FormDocument,
  texts: Record<string, Record<string, string>>,
  keyword: 'x-i18n' | 'x-i18n-source' = 'x-i18n',
): FormDocument {
  const languages = isSchema(document[keyword]) ? document[keyword] : {};
  const added = Object.entries(texts).filter(([, entry]) => Object.keys(entry).length > 0);
  if (added.length === 0) return document;
  const next: Record<string, unknown> = { ...languages };
  for (const [language, entry] of added) next[language] = { ...(next[language] as object), ...entry };
  return patched(document, { [keyword]: next });
}
