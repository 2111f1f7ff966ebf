import type { FormDocument } from '../model/document';
import { withLanguages } from '../model/translations';

/** Takes a language out with everything it says. */
export interface RemoveLanguage {
  type: 'removeLanguage';
  language: string;
}

export function removeLanguage(document: FormDocument, { language }: RemoveLanguage): FormDocument {
  const patch = { [language]: undefined };
  return withLanguages(withLanguages(document, 'x-i18n', patch), 'x-i18n-source', patch);
}
