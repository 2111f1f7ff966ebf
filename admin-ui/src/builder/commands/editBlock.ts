import { patched, replacedAt } from '../model/change';
import type { FormDocument, Predicate } from '../model/document';
import { edited } from '../model/identity';

/** The words or the condition of a block; what a field says stands in the field (`editField`). */
export interface EditBlock {
  type: 'editBlock';
  page: number;
  block: number;
  patch: {
    heading?: string;
    text?: string;
    image?: string;
    width?: number;
    height?: number;
    alt?: string;
    caption?: string | undefined;
    'x-show-when'?: Predicate;
  };
}

export function editBlock(document: FormDocument, { page, block, patch }: EditBlock): FormDocument {
  const pages = replacedAt(document['x-pages'], page, (current) =>
    patched(current, {
      blocks: replacedAt(current.blocks, block, (entry) => edited(entry, patched(entry, patch))),
    }),
  );
  return patched(document, { 'x-pages': pages });
}
