/** Documents for tests: a small one with every kind of reference, and the template gallery. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import {
  openDocument,
  placeOf,
  unplacedFields,
  type FormDocument,
  type Predicate,
  type Scope,
} from './model/document';
import { groupsOf, scopeOf } from './model/scope';
import { personsOf } from './model/slots';

export const asked = (field: string, value: string | boolean): Predicate => ({
  properties: { [field]: { const: value } },
  required: [field],
});

export function sample(): FormDocument {
  return openDocument({
    type: 'object',
    title: '見本',
    properties: {
      name: { type: 'object', title: '氏名', 'x-kind': 'personName' },
      email: { type: 'string', format: 'email', title: 'メールアドレス', 'x-kind': 'email' },
      fever: { type: 'boolean', title: '熱がある', 'x-kind': 'yesNo' },
      symptom: {
        type: 'string',
        title: '症状',
        'x-kind': 'longText',
        'x-show-when': asked('fever', true),
        'x-required-when': true,
      },
      venue: {
        type: 'string',
        title: '会場',
        'x-kind': 'choice',
        oneOf: [
          { const: 'hall', title: '市民会館' },
          { const: 'center', title: '保健センター' },
        ],
      },
    },
    required: ['name', 'email'],
    'x-settings': { receiptMail: { to: 'email' }, receipt: { prefix: 'MH' } },
    'x-pages': [
      { id: 'person', title: '本人', blocks: [{ heading: '本人' }, { field: 'name' }, { field: 'email' }] },
      {
        id: 'health',
        title: '体調',
        blocks: [
          { field: 'fever' },
          { field: 'symptom' },
          { field: 'venue' },
          { text: '会場までの地図', 'x-show-when': asked('venue', 'hall') },
        ],
        'x-exits': [{ when: asked('fever', true), title: '来場できません', message: 'お電話ください。' }],
      },
    ],
  });
}

/** A form with a repeating group that is asked about, counted, and has conditions and rules of its own. */
export function rowsSample(): FormDocument {
  return openDocument({
    type: 'object',
    title: '児童の見本',
    properties: {
      children: {
        type: 'array',
        title: 'お子さん',
        'x-kind': 'group',
        maxItems: 5,
        items: {
          type: 'object',
          properties: {
            name: { type: 'string', title: '名前', 'x-kind': 'shortText', maxLength: 100 },
            age: { type: 'integer', title: '年齢', minimum: 0, maximum: 20 },
            school: {
              type: 'string',
              title: '通う所',
              'x-kind': 'choice',
              anyOf: [
                {
                  oneOf: [
                    { const: 'nursery', title: '保育園' },
                    { const: 'none', title: 'なし' },
                  ],
                },
                { type: 'string', title: 'その他', maxLength: 100 },
              ],
              'x-show-when': { properties: { age: { maximum: 6 } }, required: ['age'] },
              'x-required-when': true,
            },
            fee: { type: 'integer', title: '料金', 'x-kind': 'money', 'x-value': 'item.age * 100' },
          },
          required: ['name', 'age'],
          additionalProperties: false,
          'x-rules': [{ assert: 'item.age < 20', message: '19歳までです。', field: 'age' }],
        },
      },
      total: {
        type: 'integer',
        title: '合計',
        'x-kind': 'money',
        'x-value': 'sum(children, "fee") + count(children.filter(c, c.age > 3))',
      },
      note: {
        type: 'string',
        title: '連絡',
        maxLength: 100,
        'x-show-when': {
          properties: {
            children: { contains: { properties: { school: { not: { enum: ['nursery', 'none'] } } } } },
          },
        },
      },
      limit: { type: 'integer', title: '上限', minimum: 0 },
    },
    required: ['limit'],
    'x-rules': [{ assert: 'total <= limit', message: '上限を超えています。', field: 'limit' }],
    'x-i18n': {
      en: { '/properties/children/items/properties/age/title': 'Age', '/properties/limit/title': 'Limit' },
    },
    'x-pages': [
      {
        id: 'children',
        title: 'お子さん',
        blocks: [{ field: 'children' }, { field: 'total' }, { field: 'note' }, { field: 'limit' }],
      },
    ],
  });
}

export function gallery(): { file: string; document: FormDocument }[] {
  const folder = resolve(import.meta.dirname, '../../../fixtures/forms');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      file,
      document: openDocument(JSON.parse(readFileSync(resolve(folder, file), 'utf8'))),
    }));
}

/** Nothing speaks of a field that is not there, and every field stands on exactly one page. */
export function expectSound(document: FormDocument): void {
  expect(danglingNames(document)).toEqual([]);
  expect(unplacedFields(document)).toEqual([]);
  const placed = document['x-pages'].flatMap((page) => page.blocks.flatMap((entry) => entry.field ?? []));
  expect(new Set(placed).size).toBe(placed.length);
  for (const name of document.required ?? []) expect(placeOf(document, name)).not.toBeNull();
}

/** Every name that any condition of the document mentions and nobody has, found by brute force over its text. */
export function danglingNames(document: FormDocument): string[] {
  const pages = document['x-pages'];
  const conditions = [
    ...fieldConditions(document),
    ...pages.flatMap((page) => [
      page['x-show-when'],
      ...page.blocks.map((block) => block['x-show-when']),
      ...(page['x-exits'] ?? []).map((exit) => exit.when),
    ]),
  ];
  const named = [
    ...(document.required ?? []),
    ...Object.values(document.properties).flatMap((schema) => personsOf(schema) ?? []),
    ...pages.flatMap((page) => page.blocks.flatMap((b) => b.field ?? [])),
  ];
  const outer = unknownNames(document, conditions, named);
  const rows = groupsOf(document).flatMap((group) => {
    const row = scopeOf(document, group);
    const asked = conditions.flatMap((condition) => rowStatements(condition, group));
    return unknownNames(row, [...fieldConditions(row), ...asked], row.required ?? []);
  });
  return [...outer, ...rows];
}

const fieldConditions = ({ properties }: Scope): unknown[] =>
  Object.values(properties).flatMap((schema) => [schema['x-show-when'], schema['x-required-when']]);

function unknownNames({ properties }: Scope, conditions: unknown[], others: string[]): string[] {
  const named = new Set(others);
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'required' && Array.isArray(inner)) inner.forEach((name) => named.add(String(name)));
      else if (key === 'properties') Object.keys(inner as object).forEach((name) => named.add(name));
      else walk(inner);
    }
  };
  conditions.forEach(walk);
  return [...named].filter((name) => !(name in properties));
}

/** What a condition says of the rows of a group, wherever in it. */
function rowStatements(value: unknown, group: string): unknown[] {
  if (Array.isArray(value)) return value.flatMap((entry) => rowStatements(entry, group));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (key !== 'properties') return rowStatements(inner, group);
    const said = (inner as Record<string, { contains?: unknown }>)[group];
    return typeof said === 'object' && said.contains !== undefined ? [said.contains] : [];
  });
}
