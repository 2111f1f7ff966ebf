/** The labelled choices of a field, however the document spells them, and the free text beside them. */
import type { FieldSchema } from './document';
import { listing } from './inference';

export interface Choice {
  const: string;
  title: string;
  [key: string]: unknown;
}

/** The free text beside the choices. */
export interface Other {
  title?: string;
  maxLength?: number;
  [key: string]: unknown;
}

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rows of a matrix: its properties, when every value of the field is one of a list. */
export function rowsOf(schema: FieldSchema): [string, FieldSchema][] {
  if (!isSchema(schema.properties)) return [];
  return Object.entries(schema.properties).filter((entry): entry is [string, FieldSchema] =>
    isSchema(entry[1]),
  );
}

function holderOf(schema: FieldSchema): Schema {
  if (schema.type === 'array' && isSchema(schema.items)) return schema.items;
  const isMatrix =
    schema['x-kind'] === 'matrix' || (schema['x-kind'] === undefined && schema.type === 'object');
  return isMatrix ? (rowsOf(schema)[0]?.[1] ?? {}) : schema;
}

export function choicesOf(schema: FieldSchema): Choice[] {
  const holder = listing(holderOf(schema));
  if (Array.isArray(holder.oneOf)) {
    return holder.oneOf.flatMap((entry: unknown) => {
      const { const: value, title, ...rest } = (entry ?? {}) as Record<string, unknown>;
      if (typeof value !== 'string') return [];
      return [{ ...rest, const: value, title: typeof title === 'string' ? title : value }];
    });
  }
  if (!Array.isArray(holder.enum)) return [];
  return holder.enum
    .filter((value) => typeof value === 'string')
    .map((value) => ({ const: value, title: value }));
}

/** The free text, or null where only the choices can be given. */
export function otherOf(schema: FieldSchema): Other | null {
  const holder = holderOf(schema);
  const list = listing(holder);
  if (list === holder || !Array.isArray(holder.anyOf)) return null;
  const other = holder.anyOf.filter(isSchema).find((member) => member !== list);
  if (other === undefined) return null;
  const { title, ...rest } = other;
  return typeof title === 'string' ? { ...rest, title } : rest;
}

/** The patch of the field's schema that gives it these choices (always spelled `oneOf`). */
export function withChoices(schema: FieldSchema, choices: Choice[]): Record<string, unknown> {
  const patch = withHolder(schema, (holder) => {
    const list = listing(holder);
    const { enum: _gone, ...rest } = list;
    const next = { ...rest, oneOf: choices };
    if (list === holder) return next;
    return { ...holder, anyOf: (holder.anyOf as unknown[]).map((entry) => (entry === list ? next : entry)) };
  });
  const exclusive = schema['x-exclusive'];
  const isGone = exclusive !== undefined && choices.every((choice) => choice.const !== exclusive);
  return isGone ? { ...patch, 'x-exclusive': undefined } : patch;
}

/** The patch that adds, changes or (null) takes away the free text. The choices stay as they are. */
export function withOther(schema: FieldSchema, other: Other | null): Record<string, unknown> {
  return withHolder(schema, ({ oneOf: _list, enum: _values, anyOf: _both, ...rest }) => {
    const list = { oneOf: choicesOf(schema) };
    return other === null ? { ...rest, ...list } : { ...rest, anyOf: [list, { type: 'string', ...other }] };
  });
}

/** Applies a change to every schema that lists the choices: the field's own, its items', its rows'. */
function withHolder(schema: FieldSchema, change: (holder: Schema) => Schema): Record<string, unknown> {
  const holder = holderOf(schema);
  if (holder === schema) {
    const { oneOf, anyOf, enum: values } = change(schema);
    return { oneOf, anyOf, enum: values };
  }
  if (schema.type === 'array') return { items: change(holder) };
  return { properties: Object.fromEntries(rowsOf(schema).map(([name, row]) => [name, change(row)])) };
}

/** A value that no choice has yet. */
export function freshValue(choices: Choice[]): string {
  const taken = new Set(choices.map((choice) => choice.const));
  for (let number = choices.length + 1; ; number += 1) {
    if (!taken.has(`option${number}`)) return `option${number}`;
  }
}
