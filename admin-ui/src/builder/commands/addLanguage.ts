import type { FormDocument } from '../model/document';
import { languagesOf, withLanguages } from '../model/translations';

/** Begins a translation; residents are offered the language from then on. */
export interface AddLanguage {
  type: 'addLanguage';
  /** BCP 47, with `ja-easy` for やさしい日本語. */
  language: string;
}

/** As the meta-schema writes it. */
export const LANGUAGE_TAG = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;

export function addLanguage(document: FormDocument, { language }: AddLanguage): FormDocument {
  const isThere = languagesOf(document).some((known) => known.toLowerCase() === language.toLowerCase());
  // The form's own words are Japanese.
  if (isThere || language.toLowerCase() === 'ja' || !LANGUAGE_TAG.test(language)) return document;
  return withLanguages(document, 'x-i18n', { [language]: {} });
}
