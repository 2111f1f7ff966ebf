/**
 * Between the JSON Schema predicates of the document and the simple conditions that the editor can show. `parse` returns
 * null for everything else, which then stays as it is. `print` writes `required` explicitly.
 */
import type { Json, Predicate } from '../model/document';

export type Test =
  | { field: string; op: 'yes' }
  | { field: string; op: 'answered' }
  | { field: string; op: 'unanswered' }
  | { field: string; op: 'notYes' }
  | { field: string; op: 'notEquals'; value: string | number }
  | { field: string; op: 'equals'; value: string | number }
  | { field: string; op: 'oneOf'; values: string[] }
  | { field: string; op: 'includes'; value: string }
  | { field: string; op: 'other'; values: string[]; isList: boolean }
  | { field: string; op: 'atLeastRows'; value: number }
  | { field: string; op: 'anyRow'; test: Test }
  | { field: string; op: 'atLeast'; value: number }
  | { field: string; op: 'atMost'; value: number };

export interface Condition {
  mode: 'all' | 'any';
  tests: Test[];
}

/** Whether a test has a field and a value; an incomplete one never becomes part of the document. */
export function isComplete(test: Test): boolean {
  if (test.field === '') return false;
  if (test.op === 'anyRow') return isComplete(test.test);
  if ('value' in test) return test.value !== '';
  return !('values' in test) || test.values.length > 0;
}

type Schema = { [key: string]: Json };

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function print({ mode, tests }: Condition): Predicate | undefined {
  const printed = tests.map(printTest);
  const [first] = printed;
  if (first === undefined) return undefined;
  if (printed.length === 1) return first;
  return mode === 'all' ? { allOf: printed } : { anyOf: printed };
}

function printTest(test: Test): Schema {
  if (test.op === 'answered') return { required: [test.field] };
  if (test.op === 'notYes') return { not: printTest({ field: test.field, op: 'yes' }) };
  if (test.op === 'notEquals') return { not: printTest({ ...test, op: 'equals' }) };
  if (test.op === 'unanswered') return { properties: { [test.field]: false } };
  return { properties: { [test.field]: valueSchema(test) }, required: [test.field] };
}

function valueSchema(
  test: Exclude<Test, { op: 'answered' | 'unanswered' | 'notYes' | 'notEquals' }>,
): Schema {
  switch (test.op) {
    case 'yes':
      return { const: true };
    case 'equals':
      return { const: test.value };
    case 'oneOf':
      return { enum: test.values };
    case 'includes':
      return { contains: { const: test.value } };
    case 'other': {
      const other = { not: { enum: test.values } };
      return test.isList ? { contains: other } : other;
    }
    case 'atLeastRows':
      return { minItems: test.value };
    case 'anyRow':
      return { contains: printTest(test.test) };
    case 'atLeast':
      return { minimum: test.value };
    case 'atMost':
      return { maximum: test.value };
  }
}

export function parse(predicate: unknown): Condition | null {
  if (!isSchema(predicate)) return null;
  const keys = Object.keys(predicate);
  if (keys.length === 1 && (keys[0] === 'allOf' || keys[0] === 'anyOf')) {
    const mode = keys[0] === 'allOf' ? 'all' : 'any';
    return parseList(predicate[keys[0]], mode);
  }
  const tests = parseTests(predicate);
  return tests === null ? null : { mode: 'all', tests };
}

function parseList(members: unknown, mode: 'all' | 'any'): Condition | null {
  if (!Array.isArray(members) || members.length === 0) return null;
  const tests: Test[] = [];
  for (const member of members) {
    const parsed = isSchema(member) ? parseTests(member) : null;
    // Inside "any", several statements of one member belong together; the editor has no way to show that.
    if (parsed === null || (mode === 'any' && parsed.length !== 1)) return null;
    tests.push(...parsed);
  }
  return { mode, tests };
}

/** A denial of one statement. */
function parseNot(schema: Json | undefined): Test[] | null {
  const [test, ...others] = (isSchema(schema) && parseTests(schema)) || [];
  if (test === undefined || others.length > 0) return null;
  if (test.op === 'yes') return [{ field: test.field, op: 'notYes' }];
  return test.op === 'equals' ? [{ ...test, op: 'notEquals' }] : null;
}

/** `properties` and `required` of one level: all of them must hold. */
function parseTests(schema: Schema): Test[] | null {
  if (Object.keys(schema).length === 1 && 'not' in schema) return parseNot(schema.not);
  const { properties = {}, required = [], ...rest } = schema;
  if (Object.keys(rest).length > 0 || !isSchema(properties) || !Array.isArray(required)) return null;
  if (!required.every((name) => typeof name === 'string')) return null;
  const tests: Test[] = [];
  for (const [field, value] of Object.entries(properties)) {
    const test = parseValue(field, value);
    if (test === null || (test.op === 'unanswered' && required.includes(field))) return null;
    tests.push(test);
  }
  for (const field of required) if (!(field in properties)) tests.push({ field, op: 'answered' });
  return tests.length === 0 ? null : tests;
}

function parseValue(field: string, schema: Json): Test | null {
  if (schema === false) return { field, op: 'unanswered' };
  if (schema === true) return { field, op: 'answered' };
  if (!isSchema(schema)) return null;
  const [entry, ...others] = Object.entries(schema);
  if (entry === undefined || others.length > 0) return null;
  const [key, value] = entry;
  if (key === 'const' && value === true) return { field, op: 'yes' };
  if (key === 'const' && (typeof value === 'string' || typeof value === 'number')) {
    return { field, op: 'equals', value };
  }
  if (key === 'enum' && Array.isArray(value) && value.length > 0) {
    return value.every((member) => typeof member === 'string')
      ? { field, op: 'oneOf', values: value as string[] }
      : null;
  }
  if (key === 'minItems' && typeof value === 'number') return { field, op: 'atLeastRows', value };
  const free = key === 'not' ? otherValues(schema) : null;
  if (free !== null) return { field, op: 'other', values: free, isList: false };
  if (key === 'minimum' && typeof value === 'number') return { field, op: 'atLeast', value };
  if (key === 'maximum' && typeof value === 'number') return { field, op: 'atMost', value };
  if (key === 'contains' && isSchema(value)) return parseContains(field, value);
  return null;
}

function parseContains(field: string, schema: Schema): Test | null {
  const keys = Object.keys(schema);
  if (keys.length === 1 && typeof schema.const === 'string') {
    return { field, op: 'includes', value: schema.const };
  }
  const values = otherValues(schema);
  if (values !== null) return { field, op: 'other', values, isList: true };
  const [test, ...others] = parseTests(schema) ?? [];
  // Rows within rows do not exist.
  if (test === undefined || others.length > 0 || test.op === 'anyRow') return null;
  return { field, op: 'anyRow', test };
}

/** The choices that a free text is not: `{not: {enum: [...]}}`. */
function otherValues(schema: Schema): string[] | null {
  if (Object.keys(schema).length !== 1 || !isSchema(schema.not)) return null;
  const { enum: values, ...rest } = schema.not;
  if (Object.keys(rest).length > 0 || !Array.isArray(values) || values.length === 0) return null;
  return values.every((value) => typeof value === 'string') ? values : null;
}
