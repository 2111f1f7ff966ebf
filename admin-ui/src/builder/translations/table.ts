/**
 * A language as a table for translators (CSV in UTF-8 with a byte order mark), and what a table that comes back would change.
 * Cells that a spreadsheet would take for a formula are written behind an apostrophe, which is taken off again.
 */
import { parse, unparse } from 'papaparse';
import type { TranslatedText } from '../commands/setTranslations';
import { languageName } from './languages';
import type { Row } from './rows';

const FORMULA = /^'*[=+\-@\t\r＝＋－＠]/;
const GUARDED = /^'+[=+\-@\t\r＝＋－＠]/;

const guarded = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
const unguarded = (text: string) => (GUARDED.test(text) ? text.slice(1) : text);

const PLACE = '場所（変えないでください）';
const ORIGINAL = '原文（変えないでください）';
const TRANSLATION = /^訳文（(.+)）$/;

/** A table is no larger than a form may be, with room for what a spreadsheet puts around it. */
export const MAX_BYTES = 4 * 1024 * 1024;

export function writeTable(rows: readonly Row[], language: string): string {
  const lines = rows.map(({ at, text, translation }) => [at, text, translation].map(guarded));
  return `\ufeff${unparse([[PLACE, ORIGINAL, `訳文（${language}）`], ...lines], { newline: '\r\n' })}\r\n`;
}

/** The name of the file: letters that a file system refuses are left out. */
export function tableName(title: string, language: string): string {
  // eslint-disable-next-line no-control-regex -- those are what must not be in a name
  const safe = title.replace(/[\\/:*?"<>|\u0000-\u001f]/g, '').slice(0, 60);
  return `翻訳_${safe}_${language}.csv`;
}

/** Text of a file as a spreadsheet saves it: UTF-8, or what Excel in Japanese writes. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('shift_jis').decode(bytes);
  }
}

export interface Change {
  row: Row;
  text: string;
  /** The original in the table is not what the form says now. */
  isOld: boolean;
}

export interface Reading {
  changes: Change[];
  /** Texts that stay because the table has no translation for them, or the same. */
  same: number;
  /** Lines about texts that the form does not have (any more). */
  unknown: number;
  texts: TranslatedText[];
}

/** What a table would change; a sentence where it is none of this form and language. */
export function readTable(content: string, rows: readonly Row[], language: string): Reading | string {
  const { data } = parse<string[]>(content.replace(/^\ufeff/, ''), { skipEmptyLines: 'greedy' });
  const [head = [], ...lines] = data;
  const column = (is: (name: string) => boolean) => head.findIndex((cell) => is(cell.trim()));
  const place = column((name) => name === PLACE);
  const original = column((name) => name === ORIGINAL);
  const translated = column((name) => TRANSLATION.test(name));
  if (place < 0 || original < 0 || translated < 0) {
    return 'この画面で書き出した表ではないようです。1行目（場所、原文、訳文）を変えずに保存したCSVのファイルを選んでください。';
  }
  const tag = TRANSLATION.exec(head[translated]?.trim() ?? '')?.[1] ?? '';
  if (tag !== language) {
    return `これは「${languageName(tag)}」の表です。いま開いているのは「${languageName(language)}」です。言語を選び直してください。`;
  }
  const cells = lines.map((line) => [place, original, translated].map((at) => unguarded(line[at] ?? '')));
  return changesIn(cells, rows);
}

function changesIn(cells: string[][], rows: readonly Row[]): Reading | string {
  const byPlace = new Map(rows.map((row) => [row.at, row]));
  const reading: Reading = { changes: [], same: 0, unknown: 0, texts: [] };
  let ours = 0;
  const taken = new Set<string>();
  for (const [at = '', original = '', said = ''] of cells) {
    const row = byPlace.get(at);
    if (row === undefined || taken.has(at)) {
      reading.unknown += 1;
      continue;
    }
    taken.add(at);
    const text = lines(said);
    const source = lines(original);
    const isOld = source !== lines(row.text);
    if (!isOld || source === lines(row.old ?? '')) ours += 1;
    if (text.trim() === '' || text === lines(row.translation)) {
      reading.same += 1;
      continue;
    }
    reading.changes.push({ row, text, isOld });
    reading.texts.push({ at, text, source: isOld ? source : undefined });
  }
  // Forms made from one template have places in common, but not their words.
  return ours * 2 < cells.length || ours === 0
    ? 'ほかのフォームの表のようです。原文の半分以上が、このフォームの文章と合いません。何も変えていません。'
    : reading;
}

/** Spreadsheets write line ends of their own. */
const lines = (text: string) => text.replace(/\r\n?/g, '\n');
