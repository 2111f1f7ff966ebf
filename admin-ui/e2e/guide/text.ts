/**
 * docs/staff-guide.md as a list of things to do. The guide says what to press and what to type in a handful of sentences;
 * a sentence that is none of them only says what is to be seen.
 */

export type Deed =
  | { do: 'press'; what: string; isRow?: boolean }
  /** Presses what gives a file. */
  | { do: 'download'; what: string }
  /** Presses what opens a PDF. */
  | { do: 'pdf'; what: string }
  | { do: 'write'; where: string; text: string }
  | { do: 'choose'; what: string; where?: string }
  | { do: 'untick'; what: string }
  /** These words stand on the screen. */
  | { do: 'see'; what: string }
  /** A sentence that names nothing on the screen: what it asks for is in the hands of the reader. */
  | { do: 'other'; sentence: string }
  | { do: 'fill'; rows: Row[] }
  | { do: 'picture'; name: string };

/** A row of the table of answers. */
export interface Row {
  page: string;
  question: string;
  answer: string;
}

export interface Step {
  /** 「3. 2」: the section, and the number in it. */
  name: string;
  deeds: Deed[];
}

/** The sections with numbered steps, in their order. */
export function stepsOf(guide: string): Step[] {
  const steps: Step[] = [];
  let section = '';
  for (const line of guide.split('\n')) {
    const heading = /^#{2,3} (.+)/.exec(line)?.[1];
    if (heading !== undefined) section = heading;
    const [, number, words] = /^(\d+)\. (.+)/.exec(line) ?? [];
    if (words !== undefined) steps.push({ name: `${section}：${number}`, deeds: deedsOf(words) });
    const last = steps.at(-1);
    const picture = /^\s*!\[[^\]]+\]\(images\/guide\/([a-z-]+)\.png\)$/.exec(line)?.[1];
    if (picture !== undefined) last?.deeds.push({ do: 'picture', name: picture });
    const row = /^ {3}\|(.+)\|(.+)\|(.+)\|$/
      .exec(line)
      ?.slice(1)
      .map((cell) => cell.trim());
    if (row !== undefined && last !== undefined) addRow(last, row as [string, string, string]);
  }
  return steps;
}

function addRow({ deeds }: Step, [page, question, answer]: [string, string, string]): void {
  if (page === 'ページ' || page.startsWith('---')) return;
  const fill = deeds.find((deed) => deed.do === 'fill');
  fill?.rows.push({ page: page || (fill.rows.at(-1)?.page ?? ''), question, answer });
}

/** What a person reads as one label: the text between 「 and 」, with the pairs inside it. */
const QUOTE = '「((?:[^「」]|「[^「」]*」)+)」';
const PATTERNS: [RegExp, (found: string[]) => Deed][] = [
  [
    RegExp(`${QUOTE}に\`([^\`]+)\`と入力します`),
    ([where, text]) => ({ do: 'write', where: where!, text: text! }),
  ],
  [
    RegExp(`${QUOTE}に、(受け取った[^を]+)を入力します`),
    ([where, text]) => ({ do: 'write', where: where!, text: text! }),
  ],
  [RegExp(`${QUOTE}で${QUOTE}を選びます`), ([where, what]) => ({ do: 'choose', where: where!, what: what! })],
  [RegExp(`${QUOTE}を選びます`), ([what]) => ({ do: 'choose', what: what! })],
  [RegExp(`${QUOTE}のチェックを外します`), ([what]) => ({ do: 'untick', what: what! })],
  [RegExp(`${QUOTE}を押して、ファイルを受け取ります`), ([what]) => ({ do: 'download', what: what! })],
  [RegExp(`${QUOTE}を押して、PDFを開きます`), ([what]) => ({ do: 'pdf', what: what! })],
  [RegExp(`${QUOTE}(?:の枠|のページ)を押します`), ([what]) => ({ do: 'press', what: what!, isRow: true })],
  [RegExp(`${QUOTE}(?:で始まる受付番号)?を押します`), ([what]) => ({ do: 'press', what: what! })],
];

function deedsOf(words: string): Deed[] {
  return sentencesOf(words).flatMap((sentence) => {
    if (/表のとおりに入力し/.test(sentence)) return [{ do: 'fill', rows: [] }];
    for (const [pattern, deed] of PATTERNS) {
      const found = pattern.exec(sentence);
      if (found === null) continue;
      // What is named before the deed is seen before it.
      return [
        ...seen(sentence.slice(0, found.index)),
        deed(found.slice(1)),
        ...seen(sentence.slice(found.index + found[0].length)),
      ];
    }
    const all = seen(sentence);
    return all.length > 0 ? all : [{ do: 'other', sentence }];
  });
}

const seen = (part: string): Deed[] =>
  [...part.matchAll(RegExp(QUOTE, 'g'))].map(([, what]) => ({ do: 'see', what: what ?? '' }));

/** At each 。 that is not inside a quotation. */
function sentencesOf(words: string): string[] {
  const sentences = [''];
  let depth = 0;
  for (const letter of words) {
    if (letter === '「' || letter === '`') depth += letter === '`' && depth > 0 ? -1 : 1;
    if (letter === '」') depth -= 1;
    if (letter === '。' && depth === 0) sentences.push('');
    else sentences[sentences.length - 1] += letter;
  }
  return sentences.map((sentence) => sentence.trim()).filter((sentence) => sentence !== '');
}
