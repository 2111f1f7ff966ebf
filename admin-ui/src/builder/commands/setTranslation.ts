import type { FormDocument } from '../model/document';
import { setTranslations } from './setTranslations';

/** One text of one language; it is made of the original as it stands now. Empty takes it out. */
export interface SetTranslation {
  type: 'setTranslation';
  language: string;
  at: string;
  text: string;
}

export function setTranslation(document: FormDocument, { language, at, text }: SetTranslation): FormDocument {
  return setTranslations(document, { type: 'setTranslations', language, texts: [{ at, text }] });
}
