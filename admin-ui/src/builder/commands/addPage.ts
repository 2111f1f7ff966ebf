import { insertedAt, patched } from '../model/change';
import type { FormDocument } from '../model/document';

export interface AddPage {
  type: 'addPage';
  id: string;
  title: string;
  at: number;
}

export function addPage(document: FormDocument, { id, title, at }: AddPage): FormDocument {
  const pages = document['x-pages'];
  return patched(document, { 'x-pages': insertedAt(pages, at, { id, title, blocks: [] }) });
}
