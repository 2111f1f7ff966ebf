/** The rows of the table of translations: each text with what a language says for it, and whether that is out of date. */
import type { FormText } from '../../api/types';
import type { FormDocument } from '../model/document';
import { textsOf } from '../model/translations';
import { partOf, partOrder, placeWords, type Part } from './places';

export type RowState = 'missing' | 'stale' | 'done' | 'optional';

export interface Row extends FormText {
  /** What the text is, in words. */
  place: string;
  translation: string;
  /** The original that the translation was made of; null where it is not known to differ. */
  old: string | null;
  state: RowState;
}

export interface Group extends Part {
  rows: Row[];
}

export type Filter = 'all' | 'missing' | 'stale';

export function groupsOf(document: FormDocument, texts: readonly FormText[], language: string): Group[] {
  const said = textsOf(document, language);
  const sources = textsOf(document, language, 'x-i18n-source');
  const groups = new Map<string, Group>();
  for (const text of texts) {
    const part = partOf(document, text.at);
    const group = groups.get(part.id) ?? { ...part, rows: [] };
    groups.set(part.id, group);
    group.rows.push({ ...text, place: placeWords(document, text.at), ...sayingOf(text, said, sources) });
  }
  const order = partOrder(document);
  return [...groups.values()].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

type Saying = Pick<Row, 'translation' | 'old' | 'state'>;

function sayingOf(
  { at, text, is_shown }: FormText,
  said: Record<string, unknown>,
  sources: Record<string, unknown>,
): Saying {
  const [translation, source] = [said[at], sources[at]];
  if (typeof translation !== 'string' || translation.trim() === '') {
    const blank = typeof translation === 'string' ? translation : '';
    return { translation: blank, old: null, state: is_shown ? 'missing' : 'optional' };
  }
  const isStale = typeof source === 'string' && source !== text;
  return { translation, old: isStale ? source : null, state: isStale ? 'stale' : 'done' };
}

export interface Counts {
  all: number;
  missing: number;
  stale: number;
}

export function countsOf(groups: readonly Group[]): Counts {
  const rows = groups.flatMap((group) => group.rows);
  const count = (state: RowState) => rows.filter((row) => row.state === state).length;
  return { all: rows.length, missing: count('missing'), stale: count('stale') };
}

/** The rows of a filter, and those that were worked on since it was chosen: a row must not vanish under the fingers. */
export function filtered(groups: readonly Group[], filter: Filter, kept: ReadonlySet<string>): Group[] {
  if (filter === 'all') return [...groups];
  return groups
    .map((group) => ({
      ...group,
      rows: group.rows.filter((row) => row.state === filter || kept.has(row.at)),
    }))
    .filter((group) => group.rows.length > 0);
}
