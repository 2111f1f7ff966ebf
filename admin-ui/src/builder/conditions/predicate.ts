/**
 * Between the JSON Schema predicates of the document and the tree that the editor shows. What the editor cannot show
 * becomes a node of its own, which is written back as it was. `required` is always written.
 */
import type { Json, Predicate } from '../model/document';
import * as patterns from './patterns';
import {
  completed,
  group,
  question,
  type Foreign,
  type Group,
  type Mode,
  type Node,
  type Test,
} from './tree';

type Schema = { [key: string]: Json };

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The predicate of everything that is complete; undefined when nothing is. */
export function print(of: Group): Predicate | undefined {
  const whole = completed(of);
  return whole === null ? undefined : printGroup(whole);
}

function printGroup({ mode, nodes }: Group): Predicate {
  const printed = nodes.map(printNode) as Json[];
  const [first] = printed;
  const list = mode === 'all' || mode === 'notAll' ? 'allOf' : 'anyOf';
  const said = printed.length === 1 && first !== undefined ? first : { [list]: printed };
  return (mode === 'all' || mode === 'any' ? said : { not: said }) as Predicate;
}

function printNode(node: Node): Predicate {
  if (node.node === 'foreign') return node.schema;
  return node.node === 'group' ? printGroup(node) : printTest(node.shown);
}

const DENIALS = { notYes: 'yes', notEquals: 'equals', notOneOf: 'oneOf', notIncludes: 'includes' } as const;

export function printTest(test: Test): Schema {
  if (test.op === 'answered') return { required: [test.field] };
  if (test.op === 'unanswered') return { properties: { [test.field]: false } };
  if (test.op in DENIALS) {
    const op = DENIALS[test.op as keyof typeof DENIALS];
    return { not: printTest({ ...test, op } as Test) };
  }
  return { properties: { [test.field]: printValue(test) }, required: [test.field] };
}

function printValue(test: Test): Schema {
  switch (test.op) {
    case 'yes':
      return { const: true };
    case 'equals':
      return { const: test.value };
    case 'oneOf':
      return { enum: test.values };
    case 'includes':
      return { contains: { const: test.value } };
    case 'includesAny':
      return { contains: { enum: test.values } };
    case 'includesNone':
      return { contains: { enum: test.values }, minContains: 0, maxContains: 0 };
    case 'other': {
      const other = { not: { enum: test.values } };
      return test.isList ? { contains: other } : other;
    }
    case 'hasText':
      return { pattern: patterns.hasText(test.value) };
    case 'startsWith':
      return { pattern: patterns.startsWith(test.value) };
    case 'from':
      return { pattern: patterns.notBefore(test.value) };
    case 'until':
      return { pattern: patterns.notAfter(test.value) };
    case 'between':
      return { minimum: test.from, maximum: test.to };
    case 'rows':
      return printRows(test);
    default:
      return { [LIMITS[test.op as keyof typeof LIMITS]]: (test as { value: number }).value };
  }
}

const LIMITS = {
  atLeast: 'minimum',
  atMost: 'maximum',
  above: 'exclusiveMinimum',
  below: 'exclusiveMaximum',
  atLeastLetters: 'minLength',
  atMostLetters: 'maxLength',
  atLeastRows: 'minItems',
  atMostRows: 'maxItems',
} as const;

function printRows({ how, count, of }: Extract<Test, { op: 'rows' }>): Schema {
  const rows = printGroup(of);
  switch (how) {
    case 'any':
      return { contains: rows };
    // No row to which it does not apply.
    case 'all':
      return { contains: { not: rows }, minContains: 0, maxContains: 0 };
    case 'none':
      return { contains: rows, minContains: 0, maxContains: 0 };
    case 'atLeast':
      return { contains: rows, minContains: count };
    case 'atMost':
      return { contains: rows, minContains: 0, maxContains: count };
  }
}

/** The tree of any predicate. */
export function parse(predicate: unknown): Group {
  const node = parseNode(predicate as Predicate);
  return node.node === 'group' ? node : group('all', [node]);
}

const foreign = (schema: Predicate): Foreign => ({ node: 'foreign', schema });
const LEVEL = ['properties', 'required', 'allOf', 'anyOf', 'not'];

/** One level of statements, which all hold: a single one, or a group of them. */
function parseNode(predicate: Predicate): Node {
  if (!isSchema(predicate)) return foreign(predicate);
  const { properties = {}, required = [], allOf, anyOf, not } = predicate;
  const isKnown =
    Object.keys(predicate).every((key) => LEVEL.includes(key)) &&
    isSchema(properties) &&
    Array.isArray(required) &&
    required.every((name) => typeof name === 'string') &&
    [allOf, anyOf].every((list) => list === undefined || (Array.isArray(list) && list.length > 0));
  if (!isKnown) return foreign(predicate);
  const nodes = parseFields(properties, required);
  if (Array.isArray(allOf)) {
    const members = parseAll(allOf);
    if (nodes.length === 0 && anyOf === undefined && not === undefined) return group('all', members);
    nodes.push(...members);
  }
  if (Array.isArray(anyOf)) nodes.push(parseList('any', anyOf));
  if (not !== undefined) nodes.push(parseNot(not as Predicate));
  const [only, ...others] = nodes;
  if (only === undefined) return foreign(predicate);
  return others.length === 0 ? only : group('all', nodes);
}

const parseList = (mode: Mode, members: Json[]): Group =>
  group(
    mode,
    members.map((member) => parseNode(member as Predicate)),
  );

/** Several statements of one member of "all" stand beside the others: it is the same. */
function parseAll(members: Json[]): Node[] {
  return members.flatMap((member): Node[] => {
    const node = parseNode(member as Predicate);
    const isList = isSchema(member) && 'allOf' in member;
    return node.node === 'group' && node.mode === 'all' && !isList ? node.nodes : [node];
  });
}

function parseNot(predicate: Predicate): Node {
  const node = parseNode(predicate);
  if (node.node === 'test') {
    const denied = Object.entries(DENIALS).find(([, op]) => op === node.shown.op)?.[0];
    if (denied !== undefined) return question({ ...node.shown, op: denied } as Test);
  }
  if (node.node === 'group' && node.mode === 'any') return group('none', node.nodes);
  if (node.node === 'group' && node.mode === 'all') return group('notAll', node.nodes);
  return group('none', [node]);
}

function parseFields(properties: Schema, required: Json[]): Node[] {
  const nodes = Object.entries(properties).map(([field, schema]): Node => {
    const isNeeded = required.includes(field);
    const test = parseValue(field, schema);
    if (test !== null && !(test.op === 'unanswered' && isNeeded)) return question(test);
    return foreign({ properties: { [field]: schema }, ...(isNeeded ? { required: [field] } : {}) });
  });
  const asked = (required as string[]).filter((field) => !(field in properties));
  return [...nodes, ...asked.map((field) => question({ field, op: 'answered' }))];
}

function parseValue(field: string, schema: Json): Test | null {
  if (schema === false) return { field, op: 'unanswered' };
  if (schema === true) return { field, op: 'answered' };
  if (!isSchema(schema)) return null;
  if ('contains' in schema) return parseContains(field, schema);
  const keys = Object.keys(schema);
  const { minimum, maximum } = schema;
  if (keys.length === 2 && typeof minimum === 'number' && typeof maximum === 'number' && minimum <= maximum) {
    return { field, op: 'between', from: minimum, to: maximum };
  }
  const [key] = keys;
  if (key === undefined || keys.length > 1) return null;
  return parseKeyword(field, key, schema[key] ?? null);
}

function parseKeyword(field: string, key: string, value: Json): Test | null {
  if (key === 'const' && value === true) return { field, op: 'yes' };
  if (key === 'const' && (typeof value === 'number' || (typeof value === 'string' && value !== ''))) {
    return { field, op: 'equals', value };
  }
  if (key === 'enum') return isTexts(value) ? { field, op: 'oneOf', values: value } : null;
  if (key === 'pattern' && typeof value === 'string') return parsePattern(field, value);
  if (key === 'not') {
    const values = otherValues(value);
    return values === null ? null : { field, op: 'other', values, isList: false };
  }
  const op = Object.entries(LIMITS).find(([, keyword]) => keyword === key)?.[0];
  return op !== undefined && typeof value === 'number' ? ({ field, op, value } as Test) : null;
}

function parsePattern(field: string, pattern: string): Test | null {
  const from = patterns.readNotBefore(pattern);
  if (from !== null) return { field, op: 'from', value: from };
  const until = patterns.readNotAfter(pattern);
  if (until !== null) return { field, op: 'until', value: until };
  const start = patterns.readStartsWith(pattern);
  if (start !== null) return { field, op: 'startsWith', value: start };
  const text = patterns.readHasText(pattern);
  return text === null ? null : { field, op: 'hasText', value: text };
}

const isTexts = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string');

/** How many of the chosen values or rows must fit. */
function parseContains(field: string, schema: Schema): Test | null {
  const { contains, minContains, maxContains, ...others } = schema;
  if (Object.keys(others).length > 0 || !isSchema(contains)) return null;
  const isNone = minContains === 0 && maxContains === 0;
  const isPlain = minContains === undefined && maxContains === undefined;
  if (Object.keys(contains).length === 1) {
    const { const: one, enum: list } = contains;
    if (isPlain && typeof one === 'string' && one !== '') return { field, op: 'includes', value: one };
    if (isPlain && isTexts(list)) return { field, op: 'includesAny', values: list };
    if (isNone && isTexts(list)) return { field, op: 'includesNone', values: list };
    const values = isPlain ? otherValues(contains.not) : null;
    if (values !== null) return { field, op: 'other', values, isList: true };
  }
  // Statements about a value that stands in a list are no statements about the members of a row.
  if (!Object.keys(contains).every((key) => LEVEL.includes(key))) return null;
  const rows = (how: Extract<Test, { op: 'rows' }>['how'], count: number, of: Json): Test | null => {
    const test: Test = { field, op: 'rows', how, count, of: parse(of) };
    return isRowsInRows(test.of) ? null : test;
  };
  if (isPlain) return rows('any', 1, contains);
  if (isNone) {
    const isDenied = Object.keys(contains).length === 1 && isSchema(contains.not);
    return isDenied ? rows('all', 1, contains.not ?? null) : rows('none', 1, contains);
  }
  if (typeof minContains === 'number' && maxContains === undefined)
    return rows('atLeast', minContains, contains);
  return minContains === 0 && typeof maxContains === 'number' ? rows('atMost', maxContains, contains) : null;
}

/** Rows within rows do not exist. */
function isRowsInRows({ nodes }: Group): boolean {
  return nodes.some((node) =>
    node.node === 'group' ? isRowsInRows(node) : node.node === 'test' && node.shown.op === 'rows',
  );
}

/** The choices that a free text is not: `{not: {enum: [...]}}`. */
function otherValues(denied: Json | undefined): string[] | null {
  if (!isSchema(denied) || Object.keys(denied).length !== 1) return null;
  return isTexts(denied.enum) ? denied.enum : null;
}
