/**
 * A form document as a tree in which entries of lists are known by what they are (the id of a page, the field of a
 * block, the value of a choice), not by where they stand: so three versions can be laid over each other. Texts in other
 * languages, which name places by number, are carried along by the same names. Pure.
 */
import type { FormDocument } from '../model/document';
import { isSchema } from '../model/predicates';
import { escaped, tokensOf } from '../model/translations';

export type Tree =
  | { kind: 'leaf'; value: unknown }
  /** The order counts in a map that `isOrdered`: it is the order of the inputs. */
  | { kind: 'map'; entries: Map<string, Tree>; isOrdered?: boolean }
  /** In the order of the list. */
  | { kind: 'list'; entries: Map<string, Tree> };

/** Conditions are one thing: half of each of two conditions is a third that nobody wrote. */
const WHOLE = new Set(['x-show-when', 'x-required-when', 'when']);
/** What names places of the document by number. */
const TEXTS = ['x-i18n', 'x-i18n-source'];

/** `base` is the tree whose entries this document's entries are to be recognised as. */
export function grow(document: Record<string, unknown>, base?: Tree): Tree {
  const tree = grown(document, base, '', 'document');
  if (tree.kind !== 'map') return tree;
  for (const keyword of TEXTS) {
    if (tree.entries.has(keyword)) tree.entries.set(keyword, textsGrown(document[keyword], tree));
  }
  return tree;
}

/**
 * What a place is: the members of a group and the rows of a table stand in the order of their properties; the fields of
 * the form stand where the blocks say.
 */
type Role = 'document' | 'fields' | 'members' | 'schema' | 'other';

function roleOf(name: string, parent: Role): Role {
  if (parent === 'fields' || parent === 'members') return 'schema';
  if (parent === 'document') return name === 'properties' ? 'fields' : 'other';
  if (parent !== 'schema') return 'other';
  if (name === 'items') return 'schema';
  return name === 'properties' ? 'members' : 'other';
}

function grown(value: unknown, base: Tree | undefined, name: string, role: Role): Tree {
  if (WHOLE.has(name)) return { kind: 'leaf', value };
  if (Array.isArray(value)) return listGrown(value, base?.kind === 'list' ? base.entries : new Map());
  if (!isSchema(value)) return { kind: 'leaf', value };
  const of = base?.kind === 'map' ? base.entries : null;
  const entries = Object.entries(value).map(
    ([key, inner]) => [key, grown(inner, of?.get(key), key, roleOf(key, role))] as const,
  );
  const tree: Tree = { kind: 'map', entries: new Map(entries) };
  return role === 'members' ? { ...tree, isOrdered: true } : tree;
}

function listGrown(list: readonly unknown[], base: Map<string, Tree>): Tree {
  const names = named(list, base);
  return {
    kind: 'list',
    entries: new Map(list.map((entry, at) => [names[at]!, grown(entry, base.get(names[at]!), '', 'other')])),
  };
}

/** What an entry is by itself; null for what has nothing but its words: texts, exits, rules. */
function nameOf(entry: unknown): string | null {
  if (!isSchema(entry)) return `=${written(entry)}`;
  for (const key of ['id', 'field', 'const'] as const) {
    const isRule = key === 'field' && 'assert' in entry;
    if (entry[key] !== undefined && !isRule) return `${key}=${written(entry[key])}`;
  }
  return null;
}

/** Which of the nameless entries may be the same one with other words. */
const shapeOf = (entry: Record<string, unknown>) =>
  ['heading', 'text', 'when', 'assert', 'oneOf'].find((key) => key in entry) ?? '';

function wordsOf(entry: Record<string, unknown>): string {
  const { 'x-show-when': _shown, when: _when, ...words } = entry;
  return written(words);
}

function named(list: readonly unknown[], base: Map<string, Tree>): string[] {
  const taken = new Set<string>();
  const once = (name: string) => {
    let unused = name;
    for (let number = 2; taken.has(unused); number += 1) unused = `${name}#${number}`;
    taken.add(unused);
    return unused;
  };
  const names: (string | null)[] = list.map((entry) => {
    const name = nameOf(entry);
    return name === null ? null : once(name);
  });
  const nameless = [...base].flatMap(([name, tree]) => {
    const entry = harvested(tree);
    return isSchema(entry) && nameOf(entry) === null ? [{ name, entry }] : [];
  });
  const passes: ((entry: Record<string, unknown>) => string)[] = [written, wordsOf, shapeOf];
  for (const sameness of passes) {
    list.forEach((entry, at) => {
      if (names[at] !== null || !isSchema(entry)) return;
      const own = nameless.find(
        (other) => !taken.has(other.name) && sameness(other.entry) === sameness(entry),
      );
      if (own === undefined) return;
      taken.add(own.name);
      names[at] = own.name;
    });
  }
  return names.map((name, at) => name ?? once(`new=${written(list[at])}`));
}

/** JSON with the keys in order: the same text for what means the same. */
export function written(value: unknown): string {
  return (
    JSON.stringify(value, (_, inner: unknown) =>
      isSchema(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
        : inner,
    ) ?? ''
  );
}

/** The document again. */
export function harvest(tree: Tree): FormDocument {
  if (tree.kind !== 'map') return harvested(tree) as FormDocument;
  return Object.fromEntries(
    [...tree.entries].map(([key, inner]) => [
      key,
      TEXTS.includes(key) ? textsHarvested(inner, tree) : harvested(inner),
    ]),
  ) as unknown as FormDocument;
}

export function harvested(tree: Tree): unknown {
  if (tree.kind === 'leaf') return tree.value;
  if (tree.kind === 'list') return [...tree.entries.values()].map(harvested);
  return Object.fromEntries([...tree.entries].map(([key, inner]) => [key, harvested(inner)]));
}

/** Follows a path of names; gives the tokens of the JSON Pointer, or null where the way ends early. */
export function tokensAlong(path: readonly string[], tree: Tree): string[] | null {
  const tokens: string[] = [];
  let at: Tree | undefined = tree;
  for (const name of path) {
    if (at === undefined || at.kind === 'leaf' || !at.entries.has(name)) return null;
    tokens.push(at.kind === 'list' ? String([...at.entries.keys()].indexOf(name)) : name);
    at = at.entries.get(name);
  }
  return tokens;
}

/** The other way; what the document does not know keeps its spelling. */
function pathAlong(tokens: readonly string[], tree: Tree): string[] | null {
  const path: string[] = [];
  let at: Tree | undefined = tree;
  for (const token of tokens) {
    if (at === undefined || at.kind === 'leaf') return null;
    const name: string | undefined = at.kind === 'list' ? [...at.entries.keys()][Number(token)] : token;
    at = name === undefined ? undefined : at.entries.get(name);
    if (name === undefined || (at === undefined && path.length < tokens.length - 1)) return null;
    path.push(name);
  }
  return path;
}

const slashed = (path: readonly string[]) => path.map((part) => `/${escaped(part)}`).join('');
/** Before a pointer that names no place of the document, as it stands there. */
const RAW = 'raw:';

function textsGrown(texts: unknown, tree: Tree): Tree {
  return mapLanguages(texts, (pointer, text) => {
    const path = pathAlong(tokensOf(pointer), tree);
    return [path === null ? RAW + pointer : slashed(path), text];
  });
}

function mapLanguages(texts: unknown, change: (pointer: string, text: unknown) => [string, unknown]): Tree {
  if (!isSchema(texts)) return { kind: 'leaf', value: texts };
  const languages = Object.entries(texts).map(([language, entry]): [string, Tree] => {
    if (!isSchema(entry)) return [language, { kind: 'leaf', value: entry }];
    const changed = Object.entries(entry).map(([pointer, text]): [string, Tree] => {
      const [name, value] = change(pointer, text);
      return [name, { kind: 'leaf', value }];
    });
    return [language, { kind: 'map', entries: new Map(changed) }];
  });
  return { kind: 'map', entries: new Map(languages) };
}

/** Texts of what is not there any more go with it. */
function textsHarvested(texts: Tree, tree: Tree): unknown {
  const languages = harvested(texts);
  if (!isSchema(languages)) return languages;
  return Object.fromEntries(
    Object.entries(languages).map(([language, entry]) => {
      if (!isSchema(entry)) return [language, entry];
      const back = Object.entries(entry).flatMap(([name, text]) => {
        if (name.startsWith(RAW)) return [[name.slice(RAW.length), text]];
        const path = tokensOf(name);
        // The last part may be a text that only the other language has.
        const owner = tokensAlong(path.slice(0, -1), tree);
        const whole = tokensAlong(path, tree) ?? (owner && [...owner, ...path.slice(-1)]);
        return whole === null ? [] : [[slashed(whole), text]];
      });
      return [language, Object.fromEntries(back)];
    }),
  );
}
