import { patched, replacedAt } from '../model/change';
import type { Block, FieldSchema, FormDocument, Rule } from '../model/document';
import { settleTexts, withTexts } from './settleTexts';

/** Blocks with the fields they show: pasted or duplicated ones. Every name is fresh (`pasted` of the clipboard sees to it). */
export interface InsertBlocks {
  type: 'insertBlocks';
  page: number;
  at: number;
  blocks: Block[];
  fields: Record<string, FieldSchema>;
  required: string[];
  rules: Rule[];
  /** Language -> pointer -> text; what belongs to the blocks themselves begins with `/blocks/` and their number here. */
  texts: Record<string, Record<string, string>>;
  /** In the same way, the originals that the texts were made of. */
  sources?: Record<string, Record<string, string>>;
}

export function insertBlocks(document: FormDocument, command: InsertBlocks): FormDocument {
  const { page, at, blocks, fields, required, rules } = command;
  const target = document['x-pages'][page];
  const isTaken = Object.keys(fields).some((name) => name in document.properties);
  if (target === undefined || blocks.length === 0 || isTaken) return document;
  const place = Math.max(0, Math.min(at, target.blocks.length));
  const next = patched(document, {
    properties: { ...document.properties, ...fields },
    'x-pages': replacedAt(document['x-pages'], page, (current) => ({
      ...current,
      blocks: [...current.blocks.slice(0, place), ...blocks, ...current.blocks.slice(place)],
    })),
    ...(required.length > 0 ? { required: [...(document.required ?? []), ...required] } : {}),
    ...(rules.length > 0 ? { 'x-rules': [...(document['x-rules'] ?? []), ...rules] } : {}),
  });
  const said = withTexts(settleTexts(document, next), textsAt(command.texts, page, place));
  return withTexts(said, textsAt(command.sources ?? {}, page, place), 'x-i18n-source');
}

function textsAt(texts: InsertBlocks['texts'], page: number, at: number): InsertBlocks['texts'] {
  const place = (pointer: string) =>
    pointer.replace(
      /^\/blocks\/(\d+)/,
      (_, index: string) => `/x-pages/${page}/blocks/${at + Number(index)}`,
    );
  return Object.fromEntries(
    Object.entries(texts).map(([language, entry]) => [
      language,
      Object.fromEntries(Object.entries(entry).map(([pointer, text]) => [place(pointer), text])),
    ]),
  );
}
