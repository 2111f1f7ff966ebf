/** Keys and values that may stand at the cursor: from the meta-schema, and the fields of the form where one is named. */
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete';
import { syntaxTree } from '@codemirror/language';
import type { SyntaxNode } from '@lezer/common';
import { KINDS } from '../kinds';
import { keysAt, valuesAt } from './meta';
import { keyOf, pathOf, type Source } from './places';

/** Where a field of the form is named. */
const NAMES_FIELD =
  /^(x-pages\/\d+\/blocks\/\d+\/field|required\/\d+|x-rules\/\d+\/field|x-settings\/receiptMail\/to)$/;

export function complete(context: CompletionContext, fields: readonly string[]): CompletionResult | null {
  const { state, pos } = context;
  const source: Source = {
    tree: syntaxTree(state),
    slice: (from, to) => state.sliceDoc(from, to),
  };
  const node = source.tree.resolveInner(pos, -1);
  if (node.name === 'PropertyName') return keyResult(source, node, node.from, pos);
  if (node.name === 'String') return valueResult(pathOf(source, node), fields, node.from, node.to);
  if (!context.explicit) return null;
  const holder = around(node);
  if (holder?.name === 'Object') return keyResult(source, holder, pos, pos);
  return holder === null ? null : valueResult(pathOf(source, node), fields, pos, pos);
}

/** The object, list or property that the cursor stands in. */
function around(node: SyntaxNode): SyntaxNode | null {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (['Object', 'Array', 'Property'].includes(at.name)) return at;
  }
  return null;
}

function keyResult(source: Source, node: SyntaxNode, from: number, pos: number): CompletionResult | null {
  const object = node.name === 'Object' ? node : node.parent?.parent;
  if (!object || object.name !== 'Object') return null;
  const own = node.parent?.name === 'Property' ? keyOf(source, node.parent) : null;
  const taken = new Set(object.getChildren('Property').map((property) => keyOf(source, property)));
  const options = keysAt(pathOf(source, object))
    .filter((key) => key === own || !taken.has(key))
    .map((key): Completion => ({ label: JSON.stringify(key), type: 'property' }));
  return options.length === 0 ? null : { from, to: node.name === 'PropertyName' ? node.to : pos, options };
}

function valueResult(
  path: string[],
  fields: readonly string[],
  from: number,
  to: number,
): CompletionResult | null {
  const values: unknown[] =
    path.at(-1) === 'x-kind'
      ? Object.keys(KINDS)
      : NAMES_FIELD.test(path.join('/'))
        ? [...fields]
        : valuesAt(path);
  const options = values.map((value): Completion => ({ label: JSON.stringify(value), type: 'constant' }));
  return options.length === 0 ? null : { from, to, options };
}
