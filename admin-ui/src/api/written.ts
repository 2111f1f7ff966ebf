/**
 * Documents as text. They never change, and a large one takes long to write: the last two are remembered, what is saved and
 * what the server had before. Not more, for every step that can be undone is a document.
 */
const REMEMBERED = 2;
const texts: { document: object; text: string }[] = [];

export function writtenDown(document: object): string {
  const known = texts.find((one) => one.document === document);
  if (known !== undefined) return known.text;
  const text = JSON.stringify(document);
  texts.unshift({ document, text });
  texts.length = Math.min(texts.length, REMEMBERED);
  return text;
}
