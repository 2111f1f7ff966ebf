/**
 * The logic of a form as a list of places: what is shown, required, ended, calculated or checked there, and which fields
 * that asks. A member of a repeating group is `group.member`.
 */
import { conditionInWords } from '../conditions/words';
import { everyField } from '../expressions/insertions';
import type { Selection } from '../history/history';
import {
  blockText,
  labelOf,
  pageTitle,
  placeOf,
  textOf,
  type Block,
  type FieldAddress,
  type FormDocument,
  type Json,
} from '../model/document';
import { fieldsNamed, piecesOf } from '../model/expressions';
import { rulesOf } from '../model/formulas';
import { groupsOf, scopeOf } from '../model/scope';

export type Kind = 'show' | 'require' | 'exit' | 'value' | 'rule';

export const KIND_WORDS: Record<Kind, string> = {
  show: '表示する条件',
  require: '必須にする条件',
  exit: '対象外の方への案内',
  value: '計算',
  rule: '入力のきまり',
};

/** A thing of the form: a field, a page, a heading, an exit, a rule. */
export interface Thing {
  id: string;
  label: string;
  selection: Selection | null;
  /** Rules are edited beside the list, everything else among the blocks. */
  isRule?: boolean;
}

export interface Place {
  kind: Kind;
  thing: Thing;
  /** What is said there: a condition in words, an expression with labels. */
  words: string;
  asks: Thing[];
}

type Schema = { [key: string]: Json };
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields that a condition asks, and the members of rows it looks into. */
export function askedBy(predicate: unknown): FieldAddress[] {
  if (!isSchema(predicate)) return [];
  const { properties, required, allOf, anyOf, not } = predicate;
  const fields = isSchema(properties) ? Object.entries(properties) : [];
  const found: FieldAddress[] = fields.flatMap(([name, schema]) => {
    const members = isSchema(schema) ? askedBy(schema.contains) : [];
    return members.length > 0 ? members.map((member) => ({ name: member.name, group: name })) : [{ name }];
  });
  for (const name of Array.isArray(required) ? required : []) {
    if (typeof name === 'string' && !fields.some(([field]) => field === name)) found.push({ name });
  }
  const inner = [...(Array.isArray(allOf) ? allOf : []), ...(Array.isArray(anyOf) ? anyOf : []), not];
  return unique([...found, ...inner.flatMap(askedBy)]);
}

const idOf = ({ name, group }: FieldAddress) => (group === undefined ? name : `${group}.${name}`);

function unique(fields: FieldAddress[]): FieldAddress[] {
  return [...new Map(fields.map((field) => [idOf(field), field])).values()];
}

export function thingOf(document: FormDocument, field: FieldAddress): Thing {
  const { name, group } = field;
  const place = placeOf(document, group ?? name);
  const label = labelOf(scopeOf(document, group), name);
  return {
    id: idOf(field),
    label: group === undefined ? label : `${labelOf(document, group)}の${label}`,
    selection: place === null || group === undefined ? place : { ...place, member: name },
  };
}

function expressionInWords(document: FormDocument, text: string, row: string | undefined): string {
  return piecesOf(text, everyField(document), row)
    .map(({ text: piece, field }) => (field === null ? piece : thingOf(document, field).label))
    .join('');
}

/** Every place with logic, in the order of the pages. */
export function placesOf(document: FormDocument): Place[] {
  const all = everyField(document);
  const things = (fields: FieldAddress[]) => fields.map((field) => thingOf(document, field));
  const condition = (kind: Kind, thing: Thing, predicate: unknown, row?: string): Place[] => {
    if (predicate === undefined || predicate === true) return [];
    const asked = askedBy(predicate).map((field) => (row === undefined ? field : { ...field, group: row }));
    return [{ kind, thing, words: conditionInWords(scopeOf(document, row), predicate), asks: things(asked) }];
  };
  const expression = (kind: Kind, thing: Thing, text: unknown, row?: string): Place[] => {
    if (typeof text !== 'string') return [];
    const asks = things(fieldsNamed(text, all, row)).filter(({ id }) => id !== thing.id);
    return [{ kind, thing, words: expressionInWords(document, text, row), asks }];
  };
  const ofField = (field: FieldAddress): Place[] => {
    const schema = scopeOf(document, field.group).properties[field.name];
    const thing = thingOf(document, field);
    if (schema === undefined) return [];
    return [
      ...condition('show', thing, schema['x-show-when'], field.group),
      ...condition('require', thing, schema['x-required-when'], field.group),
      ...expression('value', thing, schema['x-value'], field.group),
    ];
  };
  const pages = document['x-pages'].flatMap((page, index) => [
    ...condition('show', pageThing(document, index), page['x-show-when']),
    ...page.blocks.flatMap((block, at) => [
      ...condition('show', blockThing(document, block, { page: index, block: at }), block['x-show-when']),
      ...(block.field === undefined ? [] : [block.field]).flatMap((name) => [
        ...ofField({ name }),
        ...Object.keys(scopeOf(document, name).properties).flatMap((member) =>
          ofField({ name: member, group: name }),
        ),
      ]),
    ]),
    ...(page['x-exits'] ?? []).flatMap((exit, at) =>
      condition(
        'exit',
        {
          id: `exit:${index}:${at}`,
          label: textOf(exit.title) || '案内',
          selection: { page: index, block: null },
        },
        exit.when,
      ),
    ),
  ]);
  const rules = [undefined, ...groupsOf(document)].flatMap((row) =>
    rulesOf(scopeOf(document, row)).flatMap((rule, index) => {
      const thing: Thing = {
        id: `rule:${row ?? ''}:${index}`,
        label: textOf(rule.message),
        selection: row === undefined ? null : placeOf(document, row),
        isRule: row === undefined,
      };
      return expression('rule', thing, rule.assert, row);
    }),
  );
  return [...pages, ...rules];
}

function pageThing(document: FormDocument, index: number): Thing {
  const page = document['x-pages'][index];
  const label = page === undefined ? '' : pageTitle(page, index);
  return { id: `page:${index}`, label: `ページ「${label}」`, selection: { page: index, block: null } };
}

function blockThing(document: FormDocument, block: Block, selection: { page: number; block: number }): Thing {
  if (block.field !== undefined) return thingOf(document, { name: block.field });
  const words = blockText(block);
  return { id: `block:${selection.page}:${selection.block}`, label: `「${words.slice(0, 20)}」`, selection };
}

/** What asks a field, by the id of the field: the list read from the other side. */
export function askers(places: readonly Place[]): Map<string, { thing: Thing; places: Place[] }> {
  const found = new Map<string, { thing: Thing; places: Place[] }>();
  for (const place of places) {
    for (const thing of place.asks) {
      const entry = found.get(thing.id) ?? { thing, places: [] };
      entry.places.push(place);
      found.set(thing.id, entry);
    }
  }
  return found;
}
