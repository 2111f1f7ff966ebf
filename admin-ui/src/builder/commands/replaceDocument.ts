import { openDocument, type FormDocument } from '../model/document';

/**
 * The whole document in one step: what was written as JSON, what an older version says, what a repair of many places
 * came to. It is taken as it is written, so the spellings that other commands settle are left to the server's problems.
 */
export interface ReplaceDocument {
  type: 'replaceDocument';
  document: Record<string, unknown>;
}

export function replaceDocument(document: FormDocument, { document: next }: ReplaceDocument): FormDocument {
  // The same text is no step: opening the JSON and leaving it must not be one.
  return JSON.stringify(next) === JSON.stringify(document) ? document : openDocument(next);
}
