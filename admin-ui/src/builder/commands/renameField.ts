import { patched, type FormDocument } from '../model/document';
import { mapPredicates, receiptMailTo, renamed } from '../model/references';
import { editSettings } from './editSettings';

/** Another name (key) for a field, in its place and everywhere somebody speaks about it. */
export interface RenameField {
  type: 'renameField';
  from: string;
  to: string;
}

/** 1 to 64 of `A-Z a-z 0-9 _ -`, beginning with a letter. */
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

export function renameField(document: FormDocument, { from, to }: RenameField): FormDocument {
  if (!(from in document.properties) || to in document.properties || !FIELD_NAME.test(to)) return document;
  const properties = Object.fromEntries(
    Object.entries(document.properties).map(([name, schema]) => [name === from ? to : name, schema]),
  );
  const pages = document['x-pages'].map((page) => ({
    ...page,
    blocks: page.blocks.map((block) => (block.field === from ? { ...block, field: to } : block)),
  }));
  const required = document.required?.map((name) => (name === from ? to : name));
  const next = mapPredicates(
    patched(document, { properties, 'x-pages': pages, ...(required === undefined ? {} : { required }) }),
    (predicate) => renamed(predicate, from, to),
  );
  if (receiptMailTo(document) !== from) return next;
  return editSettings(next, { type: 'editSettings', path: ['receiptMail', 'to'], value: to });
}
