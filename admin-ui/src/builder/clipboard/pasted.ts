/**
 * What pasting blocks does to a form: every field gets a name that is free there, what the blocks say about each other
 * follows, and what they say about fields that are not there is taken out and told.
 */
import type { InsertBlocks } from '../commands/insertBlocks';
import { patched } from '../model/change';
import {
  labelOf,
  type Block,
  type FieldSchema,
  type FormDocument,
  type Place,
  type Predicate,
  blockText,
} from '../model/document';
import { names, renamedIn } from '../model/expressions';
import { freshName, kindOf } from '../model/kinds';
import { mentionedIn, renamed, without } from '../model/predicates';
import { rowOf } from '../model/scope';
import { personsOf } from '../model/slots';
import { pointerOf } from '../model/translations';
import { expressionsOf, type Clip } from './clip';

export interface Pasted {
  command: InsertBlocks;
  /** What was taken out because it spoke of fields that are not there, in words. */
  dropped: string[];
}

type Names = Map<string, string>;

export function pasted(document: FormDocument, clip: Clip, at: Place): Pasted {
  const fresh = freshNames(document, clip);
  const labels = labelsOf(document, at.page);
  const dropped: string[] = [];
  const isThere = (name: string) => name in clip.fields || isSameThere(document, clip, name);
  const fields = Object.entries(clip.fields).map(([name, schema]): [string, FieldSchema] => {
    const label = labelOf({ properties: clip.fields }, name);
    const kept = withoutMissing(schema, label, clip, isThere, dropped);
    // Two questions of a page that read the same could not be told apart.
    const title = labels.has(label) ? { title: `${label}（コピー）` } : {};
    return [fresh.get(name) ?? name, patched(withNames(kept, fresh), title)];
  });
  const blocks = clip.blocks.map((block): Block => {
    const words = block.field === undefined ? blockText(block) : '';
    const [shown] = settled(block['x-show-when'], isThere);
    if (shown !== block['x-show-when']) dropped.push(`「${words.slice(0, 20)}」の表示条件`);
    const named = shown === undefined ? undefined : withNamesIn(shown, fresh);
    const own = block.field === undefined ? {} : { field: fresh.get(block.field) ?? block.field };
    // A copy always: the same block must not stand at two places.
    return { ...patched({ ...block, ...own }, { 'x-show-when': named }) };
  });
  const command: InsertBlocks = {
    type: 'insertBlocks',
    page: at.page,
    at: at.block,
    blocks,
    fields: Object.fromEntries(fields),
    required: clip.required.map((name) => fresh.get(name) ?? name),
    rules: clip.rules.map((rule) => ({
      ...rule,
      assert: withNamesInText(rule.assert, fresh),
      field: fresh.get(rule.field) ?? rule.field,
    })),
    texts: textsWithNames(clip.texts, fresh),
    sources: textsWithNames(clip.sources, fresh),
  };
  return { command, dropped };
}

function labelsOf(document: FormDocument, page: number): Set<string> {
  const blocks = document['x-pages'][page]?.blocks ?? [];
  return new Set(blocks.flatMap(({ field }) => (field === undefined ? [] : [labelOf(document, field)])));
}

/** Free in the form, and no other name of the blocks: so they can be given one after the other. */
function freshNames(document: FormDocument, { fields }: Clip): Names {
  const fresh: Names = new Map();
  const properties: Record<string, FieldSchema> = { ...document.properties };
  for (const name of Object.keys(fields)) {
    const isFree = !(name in properties);
    const next = isFree
      ? name
      : freshName({ properties: { ...properties, ...fields } }, name.replace(/\d+$/, ''));
    fresh.set(name, next);
    properties[next] = {};
  }
  return fresh;
}

/** A field of the same name and kind is taken for the one that was meant. */
function isSameThere(document: FormDocument, { outside }: Clip, name: string): boolean {
  const there = document.properties[name];
  return there !== undefined && outside[name]?.kind === kindOf(there);
}

/** The condition without what it says about fields that are not there, and whether anything was taken out. */
function settled(
  predicate: Predicate | undefined,
  isThere: (name: string) => boolean,
): [Predicate | undefined, boolean] {
  if (predicate === undefined) return [undefined, false];
  const missing = [...new Set(mentionedIn(predicate))].filter((name) => !isThere(name));
  const next = missing.reduce<Predicate | undefined>(
    (left, name) => (left === undefined ? undefined : without(left, { name })),
    predicate,
  );
  return [next, missing.length > 0];
}

function withoutMissing(
  schema: FieldSchema,
  label: string,
  { outside }: Clip,
  isThere: (name: string) => boolean,
  dropped: string[],
): FieldSchema {
  const patch: Record<string, unknown> = {};
  for (const [key, words] of [
    ['x-show-when', '表示条件'],
    ['x-required-when', '必須条件'],
  ] as const) {
    const [next, isLess] = settled(schema[key], isThere);
    if (!isLess) continue;
    patch[key] = next;
    dropped.push(`「${label}」の${words}`);
  }
  const missing = Object.keys(outside).filter((name) => !isThere(name));
  const persons = personsOf(schema);
  if (persons !== undefined && missing.includes(persons)) {
    patch['x-persons'] = undefined;
    dropped.push(`「${label}」の人数の項目`);
  }
  const isMissing = (text: unknown) =>
    typeof text === 'string' && missing.some((name) => names(text, { name }));
  if (expressionsOf(schema).some(isMissing)) dropped.push(`「${label}」の計算式`);
  if (isMissing(schema['x-value'])) patch['x-value'] = undefined;
  const row = rowOf(schema);
  if (row !== null) {
    const properties = Object.fromEntries(
      Object.entries(row.properties).map(([name, member]) => [
        name,
        isMissing(member['x-value']) ? patched(member, { 'x-value': undefined }) : member,
      ]),
    );
    const rules = row['x-rules']?.filter((rule) => !isMissing(rule.assert));
    patch.items = patched({ ...row, properties }, { 'x-rules': rules?.length === 0 ? undefined : rules });
  }
  return patched(schema, patch);
}

function withNamesIn(predicate: Predicate, fresh: Names): Predicate {
  return [...fresh].reduce(
    (next, [from, to]) => (from === to ? next : renamed(next, { name: from }, to)),
    predicate,
  );
}

function withNamesInText(text: string, fresh: Names): string {
  return [...fresh].reduce(
    (next, [from, to]) => (from === to ? next : renamedIn(next, { name: from }, to)),
    text,
  );
}

function withNames(schema: FieldSchema, fresh: Names): FieldSchema {
  const patch: Record<string, unknown> = {};
  for (const key of ['x-show-when', 'x-required-when'] as const) {
    if (schema[key] !== undefined) patch[key] = withNamesIn(schema[key], fresh);
  }
  if (typeof schema['x-value'] === 'string') patch['x-value'] = withNamesInText(schema['x-value'], fresh);
  const persons = personsOf(schema);
  if (persons !== undefined) patch['x-persons'] = fresh.get(persons) ?? persons;
  const row = rowOf(schema);
  if (row !== null) {
    // The conditions of a row speak of that row; only its expressions can name fields of the form.
    const properties = Object.fromEntries(
      Object.entries(row.properties).map(([name, member]) => {
        const text = member['x-value'];
        return [
          name,
          typeof text === 'string' ? patched(member, { 'x-value': withNamesInText(text, fresh) }) : member,
        ];
      }),
    );
    const rules = row['x-rules']?.map((rule) => ({ ...rule, assert: withNamesInText(rule.assert, fresh) }));
    patch.items = patched({ ...row, properties }, rules === undefined ? {} : { 'x-rules': rules });
  }
  return { ...patched(schema, patch) };
}

function textsWithNames(texts: Clip['texts'], fresh: Names): Clip['texts'] {
  const place = (pointer: string) => {
    for (const [from, to] of fresh) {
      const old = pointerOf({ name: from });
      if (pointer.startsWith(`${old}/`)) return pointerOf({ name: to }) + pointer.slice(old.length);
    }
    return pointer;
  };
  return Object.fromEntries(
    Object.entries(texts).map(([language, entry]) => [
      language,
      Object.fromEntries(Object.entries(entry).map(([pointer, text]) => [place(pointer), text])),
    ]),
  );
}
