/**
 * Three trees laid over each other: what one side changed is taken, what both changed differently is a conflict and is
 * decided by choice. Knows lists and names, nothing of forms but that the kind of a field is one thing. Pure.
 */
import { pointerTo } from '../model/pointer';
import { harvested, tokensAlong, written, type Tree } from './tree';

export type Side = 'mine' | 'theirs';

export interface Conflict {
  /** Names it for a choice, whatever else changes. */
  key: string;
  /** JSON Pointer into my document or, where it is gone there, into theirs. */
  pointer: string;
  /** `value`: both wrote it; `order`: both sorted it; `place`: both moved it; `gone`: one removed what the other uses. */
  kind: 'value' | 'order' | 'place' | 'gone';
  /** What stands there; undefined where nothing does. */
  base: unknown;
  mine: unknown;
  theirs: unknown;
}

export type Choices = ReadonlyMap<string, Side>;

interface Three {
  base: Tree | undefined;
  mine: Tree | undefined;
  theirs: Tree | undefined;
}

export class ThreeWay {
  readonly conflicts: Conflict[] = [];

  constructor(
    private readonly whole: { mine: Tree; theirs: Tree },
    private readonly choices: Choices,
  ) {}

  /** What stands at the path afterwards; undefined where nothing does. */
  merged(three: Three, path: readonly string[] = []): Tree | undefined {
    const { base, mine, theirs } = three;
    // Where the order says nothing, the server has it as they have it.
    if (isSame(mine, theirs)) return theirs;
    if (isSame(theirs, base)) return mine;
    if (isSame(mine, base)) return theirs;
    if (mine !== undefined && theirs !== undefined && mine.kind === theirs.kind && mine.kind !== 'leaf') {
      if (!isOtherKind(three, path)) return this.inside(three, mine, theirs, path);
    }
    return this.decide('value', path, three) === 'mine' ? mine : theirs;
  }

  private inside({ base }: Three, mine: Grown, theirs: Tree, path: readonly string[]): Tree {
    const of = (tree: Tree | undefined) =>
      tree === undefined || tree.kind === 'leaf' || tree.kind !== mine.kind ? NONE : tree.entries;
    const [before, own, other] = [of(base), of(mine), of(theirs)];
    const found = new Map<string, Tree>();
    for (const name of new Set([...other.keys(), ...own.keys()])) {
      const entry = this.merged({ base: before.get(name), mine: own.get(name), theirs: other.get(name) }, [
        ...path,
        name,
      ]);
      if (entry !== undefined) found.set(name, entry);
    }
    const isOrdered = hasOrder(mine);
    const order = ordered(
      base === undefined ? null : [...before.keys()],
      [...own.keys()],
      [...other.keys()],
      (name) => found.has(name),
      () => (isOrdered ? this.decide('order', path, { base, mine, theirs }) : 'theirs'),
    );
    const entries = new Map(order.map((name) => [name, found.get(name)!]));
    return mine.kind === 'list' ? { kind: 'list', entries } : { ...mine, entries };
  }

  private decide(kind: Conflict['kind'], path: readonly string[], { base, mine, theirs }: Three): Side {
    const key = `${kind} ${pointerTo(path)}`;
    const tokens = tokensAlong(path, this.whole.mine) ?? tokensAlong(path, this.whole.theirs) ?? path;
    const plain = (tree: Tree | undefined) => (tree === undefined ? undefined : harvested(tree));
    const [was, own, other] = [plain(base), plain(mine), plain(theirs)];
    this.conflicts.push({ key, pointer: pointerTo(tokens), kind, base: was, mine: own, theirs: other });
    return this.choices.get(key) ?? 'mine';
  }
}

/** A tree with entries. */
type Grown = Exclude<Tree, { kind: 'leaf' }>;

const hasOrder = (tree: Grown): boolean => tree.kind === 'list' || tree.isOrdered === true;

const NONE: Map<string, Tree> = new Map();

/** The order of the entries counts in lists, in groups and in tables. */
export function isSame(one: Tree | undefined, other: Tree | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.kind !== other.kind) return false;
  if (one.kind === 'leaf' || other.kind === 'leaf')
    return written(harvested(one)) === written(harvested(other));
  if (one.entries.size !== other.entries.size) return false;
  const names = [...other.entries.keys()];
  return [...one.entries].every(
    ([name, entry], at) => (!hasOrder(one) || names[at] === name) && isSame(entry, other.entries.get(name)),
  );
}

/** One side made another kind of field of it: what the other side wrote was written for the former kind. */
function isOtherKind({ base, mine, theirs }: Three, path: readonly string[]): boolean {
  if (path.at(-2) !== 'properties') return false;
  const sides = base === undefined ? [mine, theirs] : [base, mine, theirs];
  const kinds = sides.map((tree) =>
    ['type', 'format', 'x-kind']
      .map((key) => (tree?.kind === 'map' ? tree.entries.get(key) : undefined))
      .map((entry) => (entry === undefined ? '' : written(harvested(entry))))
      .join(),
  );
  return new Set(kinds).size > 1;
}

/** The order of the side that sorted; what the other side has more is put in after what it stood after. */
function ordered(
  base: string[] | null,
  mine: string[],
  theirs: string[],
  isLeft: (name: string) => boolean,
  decide: () => Side,
): string[] {
  const [own, other] = [new Set(mine), new Set(theirs)];
  const common = (names: string[]) =>
    names.filter((name) => (base?.includes(name) ?? true) && own.has(name) && other.has(name)).join('\n');
  const [was, mineNow, theirsNow] = [base && common(base), common(mine), common(theirs)];
  const isMine = mineNow !== was && (theirsNow === was || (mineNow !== theirsNow && decide() === 'mine'));
  const [first, second] = isMine ? [mine, theirs] : [theirs, mine];
  const result = first.filter(isLeft);
  const known = new Set(result);
  second.forEach((name, at) => {
    if (known.has(name) || !isLeft(name)) return;
    const before = second.slice(0, at).findLast((candidate) => known.has(candidate));
    result.splice(before === undefined ? 0 : result.indexOf(before) + 1, 0, name);
    known.add(name);
  });
  return result;
}
