/** Which kind a field without `x-kind` has, in the order of the schema crate's registry (`kinds!`). */
import type { FieldSchema } from './document';

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON type: the first of several that is not `null`. */
function jsonType(schema: Schema): string | undefined {
  const types: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  return types.find((name): name is string => typeof name === 'string' && name !== 'null');
}

const isTyped = (schema: Schema, name: string) => [undefined, name].includes(jsonType(schema));
const hasList = (schema: Schema) => Array.isArray(schema.oneOf) || Array.isArray(schema.enum);

/** The part of an `anyOf` that lists the choices beside a free text. */
export function listing(schema: Schema): Schema {
  if (hasList(schema) || !Array.isArray(schema.anyOf)) return schema;
  return schema.anyOf.filter(isSchema).find(hasList) ?? schema;
}

function listsChoices(schema: Schema): boolean {
  const { oneOf, enum: values } = listing(schema);
  if (Array.isArray(oneOf)) return oneOf.every((entry) => isSchema(entry) && typeof entry.const === 'string');
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}

function offered(schema: Schema): string {
  const { oneOf, enum: values } = listing(schema);
  if (!Array.isArray(oneOf)) return JSON.stringify(values);
  return JSON.stringify(oneOf.map((entry: Schema) => entry.const));
}

function isMatrix(schema: Schema): boolean {
  if (jsonType(schema) !== 'object' || !isSchema(schema.properties)) return false;
  const rows = Object.values(schema.properties);
  const [first] = rows;
  if (!isSchema(first) || rows.length < 2) return false;
  return rows.every((row) => isSchema(row) && listsChoices(row) && offered(row) === offered(first));
}

const isText = (schema: Schema, format: string) => isTyped(schema, 'string') && schema.format === format;
const items = (schema: Schema): Schema => (isSchema(schema.items) ? schema.items : {});

const TABLE: readonly [string, (schema: Schema) => boolean][] = [
  ['consent', (schema) => isTyped(schema, 'boolean') && schema.const === true],
  ['yesNo', (schema) => jsonType(schema) === 'boolean'],
  ['choices', (schema) => isTyped(schema, 'array') && listsChoices(items(schema))],
  ['choice', (schema) => isTyped(schema, 'string') && listsChoices(schema)],
  [
    'group',
    (schema) =>
      isTyped(schema, 'array') &&
      (jsonType(items(schema)) === 'object' || items(schema).properties !== undefined),
  ],
  ['dateTime', (schema) => isText(schema, 'date-time')],
  ['date', (schema) => isText(schema, 'date')],
  ['time', (schema) => isText(schema, 'time')],
  ['url', (schema) => isText(schema, 'uri')],
  ['email', (schema) => isText(schema, 'email')],
  ['integer', (schema) => jsonType(schema) === 'integer'],
  ['decimal', (schema) => jsonType(schema) === 'number'],
  ['matrix', isMatrix],
  [
    'shortText',
    (schema) =>
      jsonType(schema) === 'string' ||
      (jsonType(schema) === undefined &&
        !['properties', 'items', 'prefixItems'].some((keyword) => keyword in schema)),
  ],
];

/** No kind fits: the server says so as a problem. */
export const UNKNOWN_KIND = 'unknown';

export function inferredKind(schema: FieldSchema): string {
  return TABLE.find(([, fits]) => fits(schema))?.[0] ?? UNKNOWN_KIND;
}
