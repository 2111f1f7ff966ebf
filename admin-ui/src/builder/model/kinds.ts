/**
 * The kinds of the palette: label, group, the schema a new field starts with. Which kind a field without `x-kind` has
 * follows the inference table of the form language. What is right or wrong about a field is the server's to say.
 */
import type { FieldSchema, FormDocument } from './document';

export type Kind =
  | 'shortText'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'choice'
  | 'choices'
  | 'yesNo'
  | 'consent'
  | 'personName'
  | 'kana'
  | 'phone'
  | 'email'
  | 'postalAddress'
  | 'file';

export interface KindInfo {
  kind: Kind;
  label: string;
  /** Beginning of the names of new fields of this kind. */
  stem: string;
  isRequired: boolean;
  create: () => FieldSchema;
}

const choices = () => [
  { const: 'option1', title: '選択肢1' },
  { const: 'option2', title: '選択肢2' },
];
/** New texts have a limit, so that nobody has to be told to set one. */
const text = (maxLength: number) => (): FieldSchema => ({ type: 'string', maxLength });
const string = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 100 }]));

function kind(
  name: Kind,
  label: string,
  stem: string,
  create: () => FieldSchema,
  isRequired = true,
): KindInfo {
  return {
    kind: name,
    label,
    stem,
    isRequired,
    create: () => ({ title: label, 'x-kind': name, ...create() }),
  };
}

export const KIND_GROUPS: readonly { title: string; kinds: readonly KindInfo[] }[] = [
  {
    title: '文字と数',
    kinds: [
      kind('shortText', '1行の文字', 'text', text(100)),
      kind('longText', '長い文章', 'longText', text(1000), false),
      kind('integer', '整数', 'number', () => ({ type: 'integer', minimum: 0 })),
      kind('decimal', '小数', 'decimal', () => ({ type: 'number' })),
      kind('date', '日付', 'date', () => ({ type: 'string', format: 'date' })),
    ],
  },
  {
    title: '選ぶ',
    kinds: [
      kind('choice', '1つ選ぶ', 'choice', () => ({ type: 'string', oneOf: choices() })),
      kind('choices', 'いくつでも選ぶ', 'choices', () => ({
        type: 'array',
        items: { oneOf: choices() },
        uniqueItems: true,
      })),
      kind('yesNo', 'チェック1つ', 'yesNo', () => ({ type: 'boolean' }), false),
      kind('consent', '同意（必ずチェック）', 'consent', () => ({ type: 'boolean', const: true })),
    ],
  },
  {
    title: '人と連絡先',
    kinds: [
      kind('personName', '氏名', 'name', () => ({
        type: 'object',
        'x-sensitive': 'personal',
        properties: string('familyName', 'givenName', 'familyNameKana', 'givenNameKana'),
      })),
      kind('kana', 'カナ', 'kana', text(100)),
      kind('phone', '電話番号', 'phone', () => ({
        type: 'string',
        'x-sensitive': 'personal',
        'x-autocomplete': 'tel',
      })),
      kind('email', 'メールアドレス', 'email', () => ({
        type: 'string',
        format: 'email',
        'x-sensitive': 'personal',
        'x-autocomplete': 'email',
      })),
      kind('postalAddress', '住所', 'address', () => ({
        type: 'object',
        'x-sensitive': 'personal',
        properties: {
          postalCode: { type: 'string' },
          ...string('prefecture', 'cityAndCounty', 'streetAddress', 'buildingNameEtc'),
        },
      })),
    ],
  },
  {
    title: '書類',
    kinds: [
      kind('file', '写真・書類の添付', 'file', () => ({
        type: 'array',
        items: { type: 'string' },
        maxItems: 3,
        'x-types': ['image/jpeg', 'image/png', 'application/pdf'],
      })),
    ],
  },
];

const ALL = KIND_GROUPS.flatMap((group) => group.kinds);

export function kindInfo(name: string): KindInfo | undefined {
  return ALL.find((info) => info.kind === name);
}

export function kindLabel(schema: FieldSchema): string {
  const name = kindOf(schema);
  return kindInfo(name)?.label ?? name;
}

/** The kind of a field: said, or inferred as the form language infers it. */
export function kindOf(schema: FieldSchema): string {
  const said = schema['x-kind'];
  if (typeof said === 'string') return said;
  if (schema.type === 'array') return 'choices';
  if (schema.const === true) return 'consent';
  if (schema.type === 'boolean') return 'yesNo';
  if (schema.type === 'integer') return 'integer';
  if (schema.type === 'number') return 'decimal';
  if (Array.isArray(schema.oneOf) || Array.isArray(schema.enum)) return 'choice';
  if (schema.format === 'date') return 'date';
  if (schema.format === 'email') return 'email';
  return 'shortText';
}

/** A name that no field has yet: the stem, then the stem with a number. */
export function freshName(document: FormDocument, stem: string): string {
  const base =
    stem
      .replace(/[^A-Za-z0-9_-]/g, '')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 56) || 'field';
  if (!(base in document.properties)) return base;
  for (let number = 2; ; number += 1) {
    if (!(`${base}${number}` in document.properties)) return `${base}${number}`;
  }
}

/** A page id that no page has yet. */
export function freshPageId(document: FormDocument): string {
  const taken = new Set(document['x-pages'].map((page) => page.id));
  for (let number = document['x-pages'].length + 1; ; number += 1) {
    if (!taken.has(`page-${number}`)) return `page-${number}`;
  }
}
