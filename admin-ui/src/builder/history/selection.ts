/** What is chosen, in a document that is no longer the one in which it was chosen. */
import { written } from '../merge/tree';
import { placeOf, type FormDocument } from '../model/document';
import { rowOf } from '../model/scope';
import type { Selection } from './history';

/** The same page and block in another version of the document. */
export function following(before: FormDocument, after: FormDocument, { page, block }: Selection): Selection {
  const chosen = before['x-pages'][page];
  const at = after['x-pages'].findIndex(({ id }) => id === chosen?.id);
  if (chosen === undefined || at < 0) return { page: 0, block: null };
  const entry = block === null ? undefined : chosen.blocks[block];
  if (entry === undefined) return { page: at, block: null };
  const place = entry.field === undefined ? null : placeOf(after, entry.field);
  if (place !== null) return place;
  const index = after['x-pages'][at]!.blocks.findIndex((other) => written(other) === written(entry));
  return { page: at, block: index < 0 ? null : index };
}

/** A selection that exists in the document. */
export function clamp(document: FormDocument, selection: Selection): Selection {
  const page = Math.max(0, Math.min(selection.page, document['x-pages'].length - 1));
  const blocks = document['x-pages'][page]?.blocks ?? [];
  const { block, member, many } = selection;
  if (block === null && page === selection.page && member === undefined && many === undefined)
    return selection;
  const isBlock = selection.block !== null && page === selection.page && selection.block < blocks.length;
  if (!isBlock) return { page, block: null };
  if (many?.some((index) => index >= blocks.length)) return { page, block };
  if (member === undefined) return selection;
  const field = blocks[block ?? 0]?.field;
  const isMember = field !== undefined && member in (rowOf(document.properties[field])?.properties ?? {});
  return isMember ? selection : { page, block };
}
