/** The cells of the first sheet of an XLSX file, as texts, read from the file's own XML. */
import { strFromU8, unzipSync } from 'fflate';

export function sheetRows(content: Uint8Array): string[][] {
  const parts = unzipSync(content);
  const xml = (name: string) => (parts[name] === undefined ? '' : strFromU8(parts[name]));
  const sheet = xml('xl/worksheets/sheet1.xml');
  if (sheet === '') throw new Error(`no first sheet among ${Object.keys(parts).join(', ')}`);
  const shared = [...xml('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) =>
    texts(si ?? ''),
  );
  return [...sheet.matchAll(/<row\b[^>]*>(.*?)<\/row>/gs)].map(([, row]) => cells(row ?? '', shared));
}

function cells(row: string, shared: string[]): string[] {
  const values: string[] = [];
  for (const [, attributes = '', body = ''] of row.matchAll(/<c\b([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
    const column = columnOf(/\br="([A-Z]+)\d+"/.exec(attributes)?.[1] ?? 'A');
    const value = /<v>(.*?)<\/v>/s.exec(body)?.[1] ?? '';
    const isShared = /\bt="s"/.test(attributes);
    values[column] = isShared ? (shared[Number(value)] ?? '') : unescaped(value) || texts(body);
  }
  return Array.from(values, (value) => value ?? '');
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function texts(xml: string): string {
  return [...xml.matchAll(/<t\b[^>]*>(.*?)<\/t>/gs)].map(([, text]) => unescaped(text ?? '')).join('');
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hex) return String.fromCodePoint(Number.parseInt(hex as string, 16));
    return ENTITIES[name as string] ?? whole;
  });
}
