/**
 * What a card shows, as plain words, and a cache that hands out the same object while nothing of it changes: the list
 * then draws only the card being edited, however long the page is.
 */
import type { Problem, Severity } from '../../api/types';
import { isBlockConditional } from '../actions';
import { conditionInWords } from '../conditions/words';
import type { Selection } from '../history/history';
import { kindLabel, kindUi, summaryOf } from '../kinds';
import {
  blockText,
  isRequired,
  labelOf,
  textOf,
  type Block,
  type FieldSchema,
  type FormDocument,
} from '../model/document';
import { blockKeys } from '../model/identity';
import { kindOf } from '../model/kinds';
import { rowOf } from '../model/scope';
import { pictureOf } from '../pictures/picture';
import { problemsOfField } from '../problems';

/** An input of a row of a repeating group. */
export interface CardMember {
  name: string;
  label: string;
  kind: string;
  summary: string;
  schema: FieldSchema;
  isRequired: boolean;
  isCalculated: boolean;
  isLabelInside: boolean;
}

export interface CardGroup {
  name: string;
  /** What the first of the rows is called. */
  title: string;
  members: CardMember[];
}

export interface CardView {
  id: string;
  look: 'field' | 'heading' | 'text' | 'picture' | 'missing';
  /** What it is called. */
  words: string;
  /** What a block of text says, with the marks of the format. */
  text: string;
  kind: string;
  help: string;
  /** What the kind asks or offers, in one line. */
  summary: string;
  /** The field as the sketch draws it. */
  schema: FieldSchema | null;
  /** The picture of a block that is one. */
  picture: ReturnType<typeof pictureOf>;
  group: CardGroup | null;
  /** The member of the group that the inspector shows. */
  member: string;
  isCalculated: boolean;
  isRequired: boolean;
  isConditional: boolean;
  isPersonal: boolean;
  isLabelInside: boolean;
  /** Stands below a heading of the page. */
  isInSection: boolean;
  /** Cut, and not pasted yet. */
  isCut: boolean;
  condition: string;
  problem: { severity: Severity; count: number } | null;
}

export interface Seen {
  document: FormDocument;
  problems: Problem[];
  selection: Selection;
  cut: readonly Block[];
}

export function cardText(document: FormDocument, block: Block): string {
  if (block.field !== undefined) return labelOf(document, block.field);
  return blockText(block);
}

/** The cards of a page in their order. */
export function cardViews(seen: Seen, page: number): CardView[] {
  const blocks = seen.document['x-pages'][page]?.blocks ?? [];
  const ids = blockKeys(blocks);
  let isInSection = false;
  return blocks.map((block, index) => {
    if (block.heading !== undefined) isInSection = false;
    const view = cardView(seen, block, index, ids[index] ?? '', isInSection);
    if (block.heading !== undefined) isInSection = true;
    return view;
  });
}

function cardView(seen: Seen, block: Block, index: number, id: string, isInSection: boolean): CardView {
  const { document, problems, selection, cut } = seen;
  const schema = block.field === undefined ? undefined : document.properties[block.field];
  const shown = schema?.['x-show-when'] ?? block['x-show-when'];
  const own = block.field === undefined ? [] : problemsOfField(problems, { name: block.field });
  const look = lookOf(block);
  const help = schema?.['x-help'];
  return {
    id,
    look: look === 'field' && schema === undefined ? 'missing' : look,
    words: cardText(document, block),
    text: look === 'text' ? textOf(block.text) : '',
    kind: schema === undefined ? TEXT_KINDS[look] : kindLabel(schema),
    help: typeof help === 'string' ? help : '',
    summary: schema === undefined ? '' : knownSummary(schema),
    schema: schema ?? null,
    picture: look === 'picture' ? pictureOf(block) : null,
    group: groupOf(block.field, schema),
    member: selection.block === index ? (selection.member ?? '') : '',
    isCalculated: schema?.['x-value'] !== undefined,
    isRequired: block.field !== undefined && isRequired(document, block.field),
    isConditional: isBlockConditional(document, block),
    isPersonal: schema?.['x-sensitive'] !== undefined,
    isLabelInside: schema !== undefined && isLabelInside(schema),
    isInSection,
    isCut: cut.includes(block),
    condition: shown === undefined ? '' : conditionInWords(document, shown),
    problem: own[0] === undefined ? null : { severity: own[0].severity, count: own.length },
  };
}

/** Schemas never change, and a page of cards asks for the line of each after every keystroke. */
const summaries = new WeakMap<FieldSchema, string>();

function knownSummary(schema: FieldSchema): string {
  const summary = summaries.get(schema) ?? summaryOf(schema);
  summaries.set(schema, summary);
  return summary;
}

const TEXT_KINDS = { field: '', heading: '見出し', text: '説明文', picture: '画像' } as const;

function lookOf(block: Block): keyof typeof TEXT_KINDS {
  if (block.field !== undefined) return 'field';
  if (block.image !== undefined) return 'picture';
  return block.heading === undefined ? 'text' : 'heading';
}

const isLabelInside = (schema: FieldSchema) =>
  schema['x-value'] === undefined && kindUi(schema)?.isLabelInside?.(schema) === true;

function groupOf(name: string | undefined, schema: FieldSchema | undefined): CardGroup | null {
  const row = rowOf(schema);
  if (name === undefined || schema === undefined || row === null) return null;
  const title =
    typeof schema['x-item-title'] === 'string' ? schema['x-item-title'] : textOf(schema.title) || name;
  const members = Object.entries(row.properties).map(([member, inner]): CardMember => ({
    name: member,
    label: labelOf(row, member),
    kind: kindLabel(inner),
    summary: summaryOf(inner),
    schema: inner,
    isRequired: isRequired(row, member),
    isCalculated: inner['x-value'] !== undefined,
    isLabelInside: isLabelInside(inner),
  }));
  return { name, title: `${title}1`, members };
}

/** Whether a field asks residents for anything that can be required. */
export const hasNeed = (schema: FieldSchema | null) => schema !== null && kindOf(schema) !== 'hidden';

/** Gives back the object of the last time for every view that says the same. */
export function createViewCache(): (views: CardView[]) => CardView[] {
  let known = new Map<string, { text: string; view: CardView }>();
  let list: CardView[] = [];
  return (views) => {
    const next = new Map<string, { text: string; view: CardView }>();
    const same = views.map((view) => {
      // The schema is compared as an object: what has not been edited is the same one. The group follows from it.
      const { schema, group: _group, ...words } = view;
      const text = JSON.stringify(words);
      const old = known.get(view.id);
      const entry = old?.text === text && old.view.schema === schema ? old : { text, view };
      next.set(view.id, entry);
      return entry.view;
    });
    known = next;
    const isSame = same.length === list.length && same.every((view, index) => view === list[index]);
    if (!isSame) list = same;
    return list;
  };
}
