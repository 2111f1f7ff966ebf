/**
 * What a publication changes, told from the plain JSON Schema of the published version (the public contract has no page
 * texts and no conditions, so this lists fields only and the screen says so).
 */
import { choicesOf } from '../model/choices';
import type { FieldSchema, FormDocument } from '../model/document';

export interface Changes {
  added: string[];
  removed: string[];
  changed: string[];
}

interface Contract {
  properties?: Record<string, FieldSchema>;
}

const labelOf = (name: string, schema: FieldSchema) => schema.title ?? name;

function differs(before: FieldSchema, after: FieldSchema): boolean {
  const choices = (schema: FieldSchema) =>
    JSON.stringify(choicesOf(schema).map((choice) => [choice.const, choice.title]));
  return (
    labelOf('', before) !== labelOf('', after) ||
    before.type !== after.type ||
    choices(before) !== choices(after)
  );
}

export function changesBetween(published: Contract, draft: FormDocument): Changes {
  const before = published.properties ?? {};
  const after = draft.properties;
  const changes: Changes = { added: [], removed: [], changed: [] };
  for (const [name, schema] of Object.entries(after)) {
    const old = before[name];
    if (old === undefined) changes.added.push(labelOf(name, schema));
    else if (differs(old, schema)) changes.changed.push(labelOf(name, schema));
  }
  for (const [name, schema] of Object.entries(before)) {
    if (!(name in after)) changes.removed.push(labelOf(name, schema));
  }
  return changes;
}
