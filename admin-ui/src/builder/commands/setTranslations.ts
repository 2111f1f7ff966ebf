import type { FormDocument } from '../model/document';
import { valueAt } from '../model/pointer';
import { languagesOf, tokensOf, withTextsOf } from '../model/translations';

export interface TranslatedText {
  /** JSON Pointer to the text. */
  at: string;
  /** What the language says there; empty takes the translation out. */
  text: string;
  /** The original it was made of, where that is not what stands there now. */
  source?: string | undefined;
}

/** Many texts of one language in one step: what came back in a table. */
export interface SetTranslations {
  type: 'setTranslations';
  language: string;
  texts: TranslatedText[];
}

export function setTranslations(document: FormDocument, { language, texts }: SetTranslations): FormDocument {
  if (!languagesOf(document).includes(language)) return document;
  const said: Record<string, string | undefined> = {};
  const sources: Record<string, string | undefined> = {};
  for (const { at, text, source } of texts) {
    const original = originalAt(document, at);
    if (original === null) continue;
    said[at] = text === '' ? undefined : text;
    sources[at] = text === '' ? undefined : (source ?? original);
  }
  return withTextsOf(withTextsOf(document, 'x-i18n', language, said), 'x-i18n-source', language, sources);
}

/** The words at a place of the form; null where there are none. Translations are no originals. */
export function originalAt(document: FormDocument, at: string): string | null {
  const [root, ...rest] = tokensOf(at);
  if (root === undefined || root.startsWith('x-i18n')) return null;
  const original = valueAt(document, [root, ...rest]);
  return typeof original === 'string' ? original : null;
}
