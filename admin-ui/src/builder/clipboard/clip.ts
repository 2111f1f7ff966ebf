/**
 * Blocks taken out of a form to be put somewhere else: with their fields, what those say in other languages, and the rules
 * that are about them alone. As text it travels through the clipboard of the computer, so what is read back is checked
 * like anything from outside.
 */
import { blocksAt } from '../commands/moveBlocks';
import { FIELD_NAME } from '../commands/renameField';
import {
  labelOf,
  type Block,
  type FieldSchema,
  type FormDocument,
  type Place,
  type Rule,
} from '../model/document';
import { names } from '../model/expressions';
import { rulesOf } from '../model/formulas';
import { kindOf } from '../model/kinds';
import { isSchema, mentionedIn } from '../model/predicates';
import { rowOf } from '../model/scope';
import { blockRefusal, fieldRefusal, rulesRefusal } from '../model/shapes';
import { personsOf } from '../model/slots';
import { pointerOf, textsBelow } from '../model/translations';

/** A field of the form that the blocks speak about and that did not come along. */
export interface Outside {
  kind: string;
  label: string;
}

export interface Clip {
  blocks: Block[];
  fields: Record<string, FieldSchema>;
  required: string[];
  rules: Rule[];
  outside: Record<string, Outside>;
  texts: Record<string, Record<string, string>>;
  /** The originals that the texts were made of. */
  sources: Record<string, Record<string, string>>;
}

const MARK = 'madoguchi-blocks-1';
/** More than the longest form; a text from elsewhere must not keep the screen busy. */
const MAX_TEXT = 2_000_000;

export function clipOf(document: FormDocument, places: readonly Place[]): Clip {
  const blocks = blocksAt(document['x-pages'], places);
  const fields: Record<string, FieldSchema> = {};
  for (const { field } of blocks) {
    const schema = field === undefined ? undefined : document.properties[field];
    if (field !== undefined && schema !== undefined) fields[field] = schema;
  }
  return {
    blocks: blocks.filter((block) => block.field === undefined || block.field in fields),
    fields,
    required: (document.required ?? []).filter((name) => name in fields),
    rules: rulesOf(document).filter((rule) => isAboutOnly(document, rule, fields)),
    outside: outsideOf(document, blocks, fields),
    texts: textsOf(document, blocks, fields, places, 'x-i18n'),
    sources: textsOf(document, blocks, fields, places, 'x-i18n-source'),
  };
}

function isAboutOnly(document: FormDocument, rule: Rule, fields: Clip['fields']): boolean {
  if (!(rule.field in fields)) return false;
  return Object.keys(document.properties).every((name) => name in fields || !names(rule.assert, { name }));
}

/** Every condition of the fields and blocks, members apart: those speak of their own row. */
function conditionsOf(blocks: readonly Block[], fields: Clip['fields']): unknown[] {
  return [
    ...blocks.map((block) => block['x-show-when']),
    ...Object.values(fields).flatMap((schema) => [schema['x-show-when'], schema['x-required-when']]),
  ];
}

/** Every expression of the fields and of the rows inside. */
export function expressionsOf(schema: FieldSchema): string[] {
  const row = rowOf(schema);
  const inner = row === null ? [] : Object.values(row.properties).map((member) => member['x-value']);
  const rules = row === null ? [] : rulesOf(row).map((rule) => rule.assert);
  return [schema['x-value'], ...inner, ...rules].filter((text) => typeof text === 'string');
}

function outsideOf(
  document: FormDocument,
  blocks: readonly Block[],
  fields: Clip['fields'],
): Clip['outside'] {
  const asked = new Set(conditionsOf(blocks, fields).flatMap(mentionedIn));
  const texts = Object.values(fields).flatMap(expressionsOf);
  const entries = Object.entries(document.properties).flatMap(([name, schema]): [string, Outside][] => {
    const isMeant =
      asked.has(name) ||
      texts.some((text) => names(text, { name })) ||
      Object.values(fields).some((field) => personsOf(field) === name);
    return name in fields || !isMeant
      ? []
      : [[name, { kind: kindOf(schema), label: labelOf(document, name) }]];
  });
  return Object.fromEntries(entries);
}

function textsOf(
  document: FormDocument,
  blocks: readonly Block[],
  fields: Clip['fields'],
  places: readonly Place[],
  keyword: 'x-i18n' | 'x-i18n-source',
): Clip['texts'] {
  const texts: Clip['texts'] = {};
  const take = (from: string, to: string) => {
    for (const [language, entry] of Object.entries(textsBelow(document, from, keyword))) {
      for (const [rest, text] of Object.entries(entry)) {
        texts[language] = { ...texts[language], [to + rest]: text };
      }
    }
  };
  for (const name of Object.keys(fields)) take(pointerOf({ name }), pointerOf({ name }));
  for (const { page, block } of places) {
    const index = blocks.indexOf(document['x-pages'][page]?.blocks[block] as Block);
    if (index >= 0 && blocks[index]?.field === undefined)
      take(`/x-pages/${page}/blocks/${block}`, `/blocks/${index}`);
  }
  return texts;
}

export function writeClip(clip: Clip): string {
  return JSON.stringify({ [MARK]: clip });
}

/** The blocks in a text; null when it holds none or is not ours. */
export function readClip(text: string): Clip | null {
  if (text.length > MAX_TEXT || !text.includes(MARK)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const clip = isSchema(value) ? value[MARK] : undefined;
  if (!isSchema(clip) || !Array.isArray(clip.blocks)) return null;
  const fields = Object.fromEntries(
    Object.entries(isSchema(clip.fields) ? clip.fields : {}).filter(
      ([name, schema]) => FIELD_NAME.test(name) && fieldRefusal(name, schema) === null,
    ),
  ) as Clip['fields'];
  const blocks = clip.blocks.filter((block) => isBlock(block, fields)) as Block[];
  if (blocks.length === 0) return null;
  return {
    blocks,
    fields,
    required: strings(clip.required).filter((name) => name in fields),
    rules: rulesOf({ 'x-rules': clip.rules as Rule[] }).filter(
      (rule) => rulesRefusal([rule]) === null && rule.field in fields,
    ),
    outside: outsideIn(clip.outside),
    texts: textsIn(clip.texts, { fields, blocks }),
    sources: textsIn(clip.sources, { fields, blocks }),
  };
}

function isBlock(block: unknown, fields: Clip['fields']): boolean {
  if (!isSchema(block) || blockRefusal(block) !== null) return false;
  if (block.field !== undefined) return typeof block.field === 'string' && block.field in fields;
  return [block.heading, block.text, block.image].some((words) => typeof words === 'string');
}

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];

function outsideIn(value: unknown): Clip['outside'] {
  if (!isSchema(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, said]): [string, Outside][] => {
      if (!isSchema(said) || typeof said.kind !== 'string' || typeof said.label !== 'string') return [];
      return [[name, { kind: said.kind, label: said.label }]];
    }),
  );
}

function textsIn(value: unknown, own: Pick<Clip, 'fields' | 'blocks'>): Clip['texts'] {
  if (!isSchema(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([language, entry]) => [
      language,
      Object.fromEntries(
        Object.entries(isSchema(entry) ? entry : {}).flatMap(([pointer, text]): [string, string][] =>
          typeof text === 'string' && isOwnText(pointer, own) ? [[pointer, text]] : [],
        ),
      ),
    ]),
  );
}

/** Whether a text belongs to the blocks: nothing else of a document is written by pasting. */
function isOwnText(pointer: string, { fields, blocks }: Pick<Clip, 'fields' | 'blocks'>): boolean {
  const index = /^\/blocks\/(\d+)\/(heading|text|alt|caption)$/.exec(pointer)?.[1];
  if (index !== undefined) return blocks[Number(index)] !== undefined;
  return Object.keys(fields).some((name) => pointer.startsWith(`${pointerOf({ name })}/`));
}
