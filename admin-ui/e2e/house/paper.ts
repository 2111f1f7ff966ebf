/** What a PDF says. White space is left out, because a line may break between any two Japanese characters. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export async function pdfText(content: Uint8Array): Promise<string> {
  const task = getDocument({ data: Uint8Array.from(content), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const pages: string[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''));
  }
  await task.destroy();
  return pages.join('').replace(/\s+/gu, '');
}
