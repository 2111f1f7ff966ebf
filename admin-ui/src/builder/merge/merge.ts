/**
 * What two people made of one draft, as one document: each change that only one of them made, and a conflict for every
 * place that both changed. Nothing is dropped without a choice. Pure; whether the result is a sound form the server says.
 */
import { removeFields } from '../commands/removeFields';
import { renameField } from '../commands/renameField';
import { settleTexts } from '../commands/settleTexts';
import { insertedAt, patched, replacedAt } from '../model/change';
import { openDocument, placeOf, type FormDocument } from '../model/document';
import { freshName, freshPageId } from '../model/kinds';
import { pointerTo } from '../model/pointer';
import { referencesTo } from '../model/references';
import { ThreeWay, type Choices, type Conflict, type Side } from './threeWay';
import { grow, harvest, written } from './tree';

export interface Merge {
  document: FormDocument;
  /** Every place that both changed, also those that are chosen already. */
  conflicts: readonly Conflict[];
}

export interface Versions {
  /** What both began with; null when nobody knows. */
  base: FormDocument | null;
  mine: FormDocument;
  theirs: FormDocument;
}

const NOTHING: FormDocument = { properties: {}, 'x-pages': [] };

export function merge(versions: Versions, choices: Choices = new Map()): Merge {
  const { theirs } = versions;
  const base = versions.base ?? NOTHING;
  const mine = versions.base === null ? versions.mine : withOwnNames(base, versions.mine, theirs);
  const trunk = grow(base);
  const [own, other] = [grow(mine, trunk), grow(theirs, trunk)];
  const three = new ThreeWay({ mine: own, theirs: other }, choices);
  const tree = three.merged({ base: trunk, mine: own, theirs: other }) ?? own;
  const settled = new Settling({ base, mine, theirs }, three.conflicts, choices);
  const document = settled.settle(openDocument(harvest(tree)));
  return { document, conflicts: settled.conflicts };
}

/** To the last sign: the order of the members of a group is nothing but the order of keys. */
export const isSameDocument = (one: FormDocument, other: FormDocument): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** Both may have called something new by the same name: mine takes another one, everywhere it is spoken about. */
function withOwnNames(base: FormDocument, mine: FormDocument, theirs: FormDocument): FormDocument {
  const taken = { properties: { ...theirs.properties, ...mine.properties, ...base.properties } };
  let next = mine;
  for (const [name, schema] of Object.entries(mine.properties)) {
    const other = theirs.properties[name];
    if (name in base.properties || other === undefined || written(other) === written(schema)) continue;
    const to = freshName(taken, name.replace(/\d+$/, ''));
    next = renameField(next, { type: 'renameField', from: name, to });
    taken.properties[to] = schema;
  }
  const known = (document: FormDocument, id: string) => document['x-pages'].find((page) => page.id === id);
  next['x-pages'].forEach((page, at) => {
    const other = known(theirs, page.id);
    if (known(base, page.id) !== undefined || other === undefined || written(other) === written(page)) return;
    const id = freshPageId({
      ...next,
      'x-pages': [...next['x-pages'], ...theirs['x-pages'], ...base['x-pages']],
    });
    next = patched(next, { 'x-pages': replacedAt(next['x-pages'], at, (own) => ({ ...own, id })) });
  });
  return next;
}

/** What a merge of trees cannot know: a field stands on one page, and what is asked about must be there. */
class Settling {
  readonly conflicts: Conflict[];

  constructor(
    private readonly sides: { base: FormDocument } & Record<Side, FormDocument>,
    conflicts: readonly Conflict[],
    private readonly choices: Choices,
  ) {
    this.conflicts = [...conflicts];
  }

  settle(document: FormDocument): FormDocument {
    const { base, mine, theirs } = this.sides;
    const names = new Set([base, mine, theirs].flatMap((side) => Object.keys(side.properties)));
    return [...names].reduce((next, name) => {
      if (name in next.properties) return this.placed(next, name);
      return this.gone(next, name);
    }, document);
  }

  /** Once: where the one who moved it put it. */
  private placed(document: FormDocument, name: string): FormDocument {
    const pages = pagesOf(document, name);
    const sides = [this.sides.mine, this.sides.theirs];
    if (pages.length > 1 && sides.every((side) => pagesOf(side, name).length < 2)) {
      const side = this.decide('place', name, (of) => pagesOf(of, name)[0]);
      const [keep] = pagesOf(this.sides[side], name);
      return this.on(document, name, pages.includes(keep ?? '') ? keep! : pages[0]!);
    }
    if (pages.length > 0) return document;
    const having = sides.filter((side) => name in side.properties);
    const [keeper] = having;
    // Who has a field on no page has it so on purpose.
    const isPlaced = having.every((side) => placeOf(side, name) !== null);
    return keeper === undefined || !isPlaced ? document : putBack(document, keeper, name);
  }

  private on(document: FormDocument, name: string, page: string): FormDocument {
    const pages = document['x-pages'].map((entry) =>
      entry.id === page ? entry : { ...entry, blocks: entry.blocks.filter(({ field }) => field !== name) },
    );
    return settleTexts(document, patched(document, { 'x-pages': pages }));
  }

  /** One removed it while the other came to use it: back it comes, or what the other said of it goes too. */
  private gone(document: FormDocument, name: string): FormDocument {
    const { base, mine, theirs } = this.sides;
    const removing = [mine, theirs].filter((side) => !(name in side.properties));
    // What the one who removed it left as it was is no news.
    const isUsed = removing.every((side) => usesOf(document, name) > usesOf(side, name));
    if (!(name in base.properties) || !isUsed || removing.length === 2) return document;
    const side = this.asked(name) ?? this.decide('gone', name, (of) => of.properties[name]);
    if (name in this.sides[side].properties) return putBack(document, this.sides[side], name);
    const pages = document['x-pages'].map((page) => ({
      ...page,
      blocks: page.blocks.filter(({ field }) => field !== name),
    }));
    const without = removeFields(patched(document, { 'x-pages': pages }), [{ name }]);
    return settleTexts(document, without);
  }

  /** What was chosen about the field itself, or the page it stands on, is not asked again. */
  private asked(name: string): Side | null {
    const pages = [this.sides.mine, this.sides.theirs, this.sides.base].flatMap((side) =>
      pagesOf(side, name),
    );
    const about = [
      pointerTo(['properties', name]),
      ...pages.map((id) => pointerTo(['x-pages', `id=${written(id)}`])),
    ];
    const known = this.conflicts.find(({ key }) => about.some((pointer) => key === `value ${pointer}`));
    return known === undefined ? null : (this.choices.get(known.key) ?? 'mine');
  }

  private decide(kind: Conflict['kind'], name: string, of: (document: FormDocument) => unknown): Side {
    const pointer = pointerTo(['properties', name]);
    const key = `${kind} ${pointer}`;
    const { base, mine, theirs } = this.sides;
    this.conflicts.push({ key, pointer, kind, base: of(base), mine: of(mine), theirs: of(theirs) });
    return this.choices.get(key) ?? 'mine';
  }
}

/** The ids of the pages the field stands on, once per block. */
const pagesOf = (document: FormDocument, name: string): string[] =>
  document['x-pages'].flatMap(({ id, blocks }) => blocks.filter(({ field }) => field === name).map(() => id));

const usesOf = (document: FormDocument, name: string): number =>
  pagesOf(document, name).length + referencesTo(document, { name }).length;

/** The field as this side has it: its schema, where it stands, whether it is required. */
function putBack(document: FormDocument, keeper: FormDocument, name: string): FormDocument {
  const properties =
    name in document.properties
      ? document.properties
      : { ...document.properties, [name]: keeper.properties[name]! };
  const isListed = keeper.required?.includes(name) && !document.required?.includes(name);
  const next = patched(document, {
    properties,
    ...(isListed && { required: [...(document.required ?? []), name] }),
  });
  const place = placeOf(keeper, name);
  if (place === null || pagesOf(next, name).length > 0) return next;
  const page = keeper['x-pages'][place.page]!;
  const block = page.blocks[place.block]!;
  const at = next['x-pages'].findIndex(({ id }) => id === page.id);
  const index = at >= 0 ? at : next['x-pages'].length - 1;
  const pages = replacedAt(next['x-pages'], index, (entry) => ({
    ...entry,
    blocks: insertedAt(entry.blocks, at >= 0 ? place.block : entry.blocks.length, block),
  }));
  return settleTexts(next, patched(next, { 'x-pages': pages }));
}
