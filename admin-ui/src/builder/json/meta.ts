/**
 * What the meta-schema of the form language says about a place: which keys, which values, which type. Read from the
 * schema that the engine itself uses, bundled when the staff UI is built. Whether a form is right, the server says.
 */
import META from '../../../../schema/form.schema.json';

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schema itself and everything it takes in: references inside, alternatives. */
function expanded(schema: unknown, seen = new Set<unknown>()): Schema[] {
  if (!isSchema(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const { $ref, allOf, anyOf, oneOf } = schema;
  const named =
    typeof $ref === 'string' && $ref.startsWith('#/$defs/') ? $ref.slice('#/$defs/'.length) : null;
  const target = named === null ? undefined : (META.$defs as Record<string, unknown>)[named];
  const inner = [
    target,
    ...[allOf, anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : [])),
  ];
  return [schema, ...inner.flatMap((one) => expanded(one, seen))];
}

/** The schemas of the value at a path; none where the meta-schema says nothing about it. */
export function schemasAt(path: readonly string[]): Schema[] {
  return path.reduce<Schema[]>(
    (schemas, key) => schemas.flatMap((schema) => below(schema, key)),
    expanded(META),
  );
}

function below(
  { properties, additionalProperties, items, prefixItems: _none }: Schema,
  key: string,
): Schema[] {
  if (isSchema(properties) && Object.hasOwn(properties, key)) return expanded(properties[key]);
  if (/^\d+$/.test(key) && items !== undefined) return expanded(items);
  return expanded(additionalProperties);
}

/** The keys an object at the path may have. */
export function keysAt(path: readonly string[]): string[] {
  const keys = schemasAt(path).flatMap(({ properties }) =>
    isSchema(properties) ? Object.keys(properties) : [],
  );
  return [...new Set(keys)];
}

/** The values that are allowed or usual at the path. */
export function valuesAt(path: readonly string[]): unknown[] {
  const values = schemasAt(path).flatMap(({ const: one, enum: list, examples, type, default: usual }) => [
    ...(one === undefined ? [] : [one]),
    ...(Array.isArray(list) ? (list as unknown[]) : []),
    ...(Array.isArray(examples) ? (examples as unknown[]) : []),
    ...(usual === undefined ? [] : [usual]),
    ...(type === 'boolean' ? [true, false] : []),
  ]);
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const TYPE_WORDS: Record<string, string> = {
  string: '文字',
  integer: '整数',
  number: '数',
  boolean: 'true か false',
  array: '一覧（[ ]）',
  object: '項目のまとまり（{ }）',
  null: 'null',
};

/** What is to stand at the path, when it is a value of another type than the one that does; null when it fits. */
export function otherType(path: readonly string[], value: unknown): string | null {
  const said = schemasAt(path).flatMap(({ type }) => (type === undefined ? [] : ([type].flat() as string[])));
  const own = typeOf(value);
  const fits =
    said.length === 0 || said.some((type) => type === own || (type === 'number' && own === 'integer'));
  return fits ? null : [...new Set(said)].map((type) => TYPE_WORDS[type] ?? type).join('か');
}
