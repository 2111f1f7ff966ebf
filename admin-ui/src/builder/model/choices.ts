/** The labelled choices of a `choice` or `choices` field, however the document spells them. */
import type { FieldSchema } from './document';

export interface Choice {
  const: string;
  title: string;
  [key: string]: unknown;
}

type Spelled = { oneOf?: unknown; anyOf?: unknown; enum?: unknown };

function holderOf(schema: FieldSchema): Spelled {
  const items = schema.items;
  return schema.type === 'array' && typeof items === 'object' && items !== null
    ? (items as Spelled)
    : (schema as Spelled);
}

export function choicesOf(schema: FieldSchema): Choice[] {
  const holder = holderOf(schema);
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

/** The patch of the field's schema that gives it these choices (always spelled `oneOf`). */
export function withChoices(schema: FieldSchema, choices: Choice[]): Record<string, unknown> {
  const holder = holderOf(schema);
  if (holder === schema) return { oneOf: choices, enum: undefined };
  const { enum: _gone, ...items } = holder as Record<string, unknown>;
  return { items: { ...items, oneOf: choices } };
}

/** A value that no choice has yet. */
export function freshValue(choices: Choice[]): string {
  const taken = new Set(choices.map((choice) => choice.const));
  for (let number = choices.length + 1; ; number += 1) {
    if (!taken.has(`option${number}`)) return `option${number}`;
  }
}
