import type { FormDocument } from '../model/document';
import { textsOf } from '../model/translations';
import { setTranslations } from './setTranslations';

/** Says that a translation is right for the original as it stands now. */
export interface ConfirmTranslation {
  type: 'confirmTranslation';
  language: string;
  at: string;
}

export function confirmTranslation(
  document: FormDocument,
  { language, at }: ConfirmTranslation,
): FormDocument {
  const text = textsOf(document, language)[at];
  if (typeof text !== 'string' || text === '') return document;
  return setTranslations(document, { type: 'setTranslations', language, texts: [{ at, text }] });
}
