/** Between places in the text and places in the document: paths, ranges, keys that stand twice. */
import type { SyntaxNode, Tree } from '@lezer/common';

/** A JSON text cut into its tree. */
export interface Source {
  tree: Tree;
  slice: (from: number, to: number) => string;
}

const VALUES = ['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'];

const isValue = (node: SyntaxNode) => VALUES.includes(node.name);

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}

export function keyOf(source: Source, property: SyntaxNode): string {
  const name = property.getChild('PropertyName');
  if (name === null) return '';
  const text = source.slice(name.from, name.to);
  try {
    return String(JSON.parse(text));
  } catch {
    return text.replaceAll('"', '');
  }
}

const valueOf = (property: SyntaxNode): SyntaxNode | null => children(property).find(isValue) ?? null;

/** The path to the value that a node is or stands in. */
export function pathOf(source: Source, node: SyntaxNode): string[] {
  const path: string[] = [];
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (at.name === 'Property') path.unshift(keyOf(source, at));
    else if (at.parent?.name === 'Array' && isValue(at)) {
      const { from } = at;
      path.unshift(
        String(
          children(at.parent)
            .filter(isValue)
            .findIndex((item) => item.from === from),
        ),
      );
    }
  }
  return path;
}

export interface Range {
  from: number;
  to: number;
}

/** Where a path stands: the key where there is one, else the value; the nearest thing around it where it is missing. */
export function rangeOf(source: Source, path: readonly string[]): Range {
  let node = children(source.tree.topNode).find(isValue) ?? source.tree.topNode;
  let range: Range = { from: node.from, to: Math.min(node.to, node.from + 1) };
  for (const key of path) {
    if (node.name === 'Object') {
      const property = node.getChildren('Property').findLast((one) => keyOf(source, one) === key);
      if (property === undefined) return range;
      const name = property.getChild('PropertyName') ?? property;
      range = { from: name.from, to: name.to };
      const value = valueOf(property);
      if (value === null) return range;
      node = value;
    } else {
      const item = node.name === 'Array' ? children(node).filter(isValue)[Number(key)] : undefined;
      if (item === undefined) return range;
      node = item;
      const isLong = node.name === 'Object' || node.name === 'Array';
      range = { from: node.from, to: isLong ? node.from + 1 : node.to };
    }
  }
  return range;
}

/** The first key that an object has twice: one of the two would be lost without a word. */
export function duplicateKey(source: Source): { key: string; range: Range } | null {
  let found: { key: string; range: Range } | null = null;
  source.tree.iterate({
    enter: ({ node, name }) => {
      if (found !== null || name !== 'Object') return found === null;
      const seen = new Set<string>();
      for (const property of node.getChildren('Property')) {
        const key = keyOf(source, property);
        const { from, to } = property.getChild('PropertyName') ?? property;
        if (seen.has(key)) found ??= { key, range: { from, to } };
        seen.add(key);
      }
      return true;
    },
  });
  return found;
}

/** Every value with its path, for checks. */
export function valuesIn(source: Source): { path: string[]; node: SyntaxNode }[] {
  const found: { path: string[]; node: SyntaxNode }[] = [];
  const walk = (node: SyntaxNode, path: string[]): void => {
    found.push({ path, node });
    if (node.name === 'Array')
      children(node)
        .filter(isValue)
        .forEach((item, at) => walk(item, [...path, String(at)]));
    if (node.name !== 'Object') return;
    for (const property of node.getChildren('Property')) {
      const value = valueOf(property);
      if (value !== null) walk(value, [...path, keyOf(source, property)]);
    }
  };
  const top = children(source.tree.topNode).find(isValue);
  if (top !== undefined) walk(top, []);
  return found;
}
