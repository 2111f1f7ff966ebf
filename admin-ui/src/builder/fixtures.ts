/** Documents for tests: a small one with every kind of reference, and the template gallery. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { openDocument, type FormDocument, type Predicate } from './model/document';

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

export function gallery(): { file: string; document: FormDocument }[] {
  const folder = resolve(import.meta.dirname, '../../../fixtures/forms');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({
      file,
      document: openDocument(JSON.parse(readFileSync(resolve(folder, file), 'utf8'))),
    }));
}

/** Every name of a field that any condition of the document mentions, found by brute force over its text. */
export function danglingNames(document: FormDocument): string[] {
  const named = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(walk);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'required' && Array.isArray(inner)) inner.forEach((name) => named.add(String(name)));
      else if (key === 'properties') Object.keys(inner as object).forEach((name) => named.add(name));
      else walk(inner);
    }
  };
  const pages = document['x-pages'];
  const conditions = [
    ...Object.values(document.properties).flatMap((schema) => [
      schema['x-show-when'],
      schema['x-required-when'],
    ]),
    ...pages.flatMap((page) => [
      page['x-show-when'],
      ...page.blocks.map((block) => block['x-show-when']),
      ...(page['x-exits'] ?? []).map((exit) => exit.when),
    ]),
  ];
  conditions.forEach(walk);
  (document.required ?? []).forEach((name) => named.add(name));
  pages.forEach((page) => page.blocks.forEach((block) => block.field && named.add(block.field)));
  return [...named].filter((name) => !(name in document.properties));
}
