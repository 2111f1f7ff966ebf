/** What several kinds start with. */
import type { FieldSchema } from '../model/document';

/** New texts have a limit, so that nobody has to be told to set one. */
export const text = (maxLength: number) => (): FieldSchema => ({ type: 'string', maxLength });

export const personalText = (): FieldSchema => ({ type: 'string', 'x-sensitive': 'personal' });

export const personal = (): FieldSchema => ({ type: 'object', 'x-sensitive': 'personal' });

export const strings = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 100 }]));

export const day = () => ({ type: 'string', format: 'date' });

export const choices = () => [
  { const: 'option1', title: '選択肢1' },
  { const: 'option2', title: '選択肢2' },
];

export const files =
  (maxItems: number, ...types: string[]) =>
  (): FieldSchema => ({
    type: 'array',
    items: { type: 'string' },
    maxItems,
    ...(types.length === 0 ? {} : { 'x-types': types }),
  });
