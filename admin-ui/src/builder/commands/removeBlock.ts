import { patched, replacedAt, type FormDocument } from '../model/document';
import { mapPredicates, receiptMailTo, without } from '../model/references';
import { editSettings } from './editSettings';

/** A block; with its field, if it is one. Conditions about the field are taken out, never left dangling. */
export interface RemoveBlock {
  type: 'removeBlock';
  page: number;
  block: number;
}

export function removeBlock(document: FormDocument, { page, block }: RemoveBlock): FormDocument {
  const gone = document['x-pages'][page]?.blocks[block];
  if (gone === undefined) return document;
  const pages = replacedAt(document['x-pages'], page, (current) => ({
    ...current,
    blocks: current.blocks.filter((_, index) => index !== block),
  }));
  const next = patched(document, { 'x-pages': pages });
  return gone.field === undefined ? next : removeFields(next, [gone.field]);
}

/** Takes fields out of `properties`, `required`, every condition and the settings. */
export function removeFields(document: FormDocument, fields: string[]): FormDocument {
  return fields.reduce(removeField, document);
}

function removeField(document: FormDocument, field: string): FormDocument {
  const { [field]: _gone, ...properties } = document.properties;
  const required = document.required?.filter((name) => name !== field);
  const next = mapPredicates(
    patched(document, { properties, ...(required === undefined ? {} : { required }) }),
    (predicate) => without(predicate, field),
  );
  if (receiptMailTo(next) !== field) return next;
  return editSettings(next, { type: 'editSettings', path: ['receiptMail', 'to'], value: undefined });
}
