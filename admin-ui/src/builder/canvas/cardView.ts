/**
 * What a card shows, as plain words, and a cache that hands out the same object while nothing of it changes: the list
 * then draws only the card being edited, however long the page is.
 */
import type { Problem, Severity } from '../../api/types';
import { isBlockConditional } from '../actions';
import { conditionInWords } from '../conditions/words';
import { isRequired, labelOf, type Block, type FieldSchema, type FormDocument } from '../model/document';
import { kindLabel } from '../model/kinds';
import { rowOf } from '../model/scope';
import { problemsOfField } from '../problems';
import { summaryOf } from './cardSummary';

/** An input of a row of a repeating group. */
export interface CardMember {
  name: string;
  label: string;
  kind: string;
  isRequired: boolean;
  isCalculated: boolean;
}

export interface CardView {
  id: string;
  look: 'field' | 'heading' | 'text' | 'missing';
  words: string;
  kind: string;
  help: string;
  /** What the kind asks or offers, in one line. */
  summary: string;
  members: CardMember[];
  isCalculated: boolean;
  isRequired: boolean;
  isConditional: boolean;
  isPersonal: boolean;
  condition: string;
  problem: { severity: Severity; count: number } | null;
}

export function cardText(document: FormDocument, block: Block): string {
  if (block.field !== undefined) return labelOf(document, block.field);
  return block.heading ?? block.text ?? '';
}

export function cardView(document: FormDocument, problems: Problem[], block: Block, id: string): CardView {
  const schema = block.field === undefined ? undefined : document.properties[block.field];
  const shown = schema?.['x-show-when'] ?? block['x-show-when'];
  const own = block.field === undefined ? [] : problemsOfField(problems, { name: block.field });
  const look = block.field === undefined ? (block.heading === undefined ? 'text' : 'heading') : 'field';
  const help = schema?.['x-help'];
  return {
    id,
    look: look === 'field' && schema === undefined ? 'missing' : look,
    words: cardText(document, block),
    kind: schema === undefined ? (look === 'heading' ? '見出し' : '説明文') : kindLabel(schema),
    help: typeof help === 'string' ? help : '',
    summary: schema === undefined ? '' : summaryOf(schema),
    members: membersOf(schema),
    isCalculated: schema?.['x-value'] !== undefined,
    isRequired: block.field !== undefined && isRequired(document, block.field),
    isConditional: isBlockConditional(document, block),
    isPersonal: schema?.['x-sensitive'] !== undefined,
    condition: shown === undefined ? '' : conditionInWords(document, shown),
    problem: own[0] === undefined ? null : { severity: own[0].severity, count: own.length },
  };
}

function membersOf(schema: FieldSchema | undefined): CardMember[] {
  const row = rowOf(schema);
  if (row === null) return [];
  return Object.entries(row.properties).map(([name, member]) => ({
    name,
    label: labelOf(row, name),
    kind: kindLabel(member),
    isRequired: isRequired(row, name),
    isCalculated: member['x-value'] !== undefined,
  }));
}

/** Gives back the object of the last time for every view that says the same. */
export function createViewCache(): (views: CardView[]) => CardView[] {
  let known = new Map<string, { text: string; view: CardView }>();
  let list: CardView[] = [];
  return (views) => {
    const next = new Map<string, { text: string; view: CardView }>();
    const same = views.map((view) => {
      const text = JSON.stringify(view);
      const old = known.get(view.id);
      const entry = old?.text === text ? old : { text, view };
      next.set(view.id, entry);
      return entry.view;
    });
    known = next;
    const isSame = same.length === list.length && same.every((view, index) => view === list[index]);
    if (!isSame) list = same;
    return list;
  };
}
