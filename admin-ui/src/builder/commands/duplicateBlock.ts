import { insertedAt, patched, replacedAt } from '../model/change';
import { isRequired, labelOf, type FormDocument } from '../model/document';

/** A copy right behind the original; a field gets the name given. */
export interface DuplicateBlock {
  type: 'duplicateBlock';
  page: number;
  block: number;
  name: string;
}

export function duplicateBlock(document: FormDocument, { page, block, name }: DuplicateBlock): FormDocument {
  const original = document['x-pages'][page]?.blocks[block];
  if (original === undefined) return document;
  const copy = original.field === undefined ? { ...original } : { ...original, field: name };
  const pages = replacedAt(document['x-pages'], page, (current) => ({
    ...current,
    blocks: insertedAt(current.blocks, block + 1, copy),
  }));
  if (original.field === undefined) return patched(document, { 'x-pages': pages });
  const schema = document.properties[original.field];
  if (schema === undefined || name in document.properties) return document;
  const title = `${labelOf(document, original.field)}（コピー）`;
  const isListed = isRequired(document, original.field) && (document.required ?? []).includes(original.field);
  return patched(document, {
    properties: { ...document.properties, [name]: { ...schema, title } },
    'x-pages': pages,
    ...(isListed ? { required: [...(document.required ?? []), name] } : {}),
  });
}
