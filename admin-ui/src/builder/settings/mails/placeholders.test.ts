import { expect, it } from 'vitest';
import { sample } from '../../fixtures';
import { answersOf, inserted, namedIn } from './placeholders';

it('offers the answers that may stand in a mail', () => {
  const document = sample();
  const names = answersOf(document).map(({ name }) => name);
  expect(names).toContain('answers.name');
  const special = {
    ...document,
    properties: { ...document.properties, name: { ...document.properties.name, 'x-sensitive': 'special' } },
  };
  expect(answersOf(special).map(({ name }) => name)).not.toContain('answers.name');
  const declared = { ...document, 'x-settings': { receipt: { declared: 'name' } } };
  expect(answersOf(declared).map(({ name }) => name)).not.toContain('answers.name');
});

it('puts a placeholder at the caret, in place of what is selected', () => {
  expect(inserted('番号はです', 'number', [3, 3])).toEqual({ text: '番号は{{number}}です', caret: 13 });
  expect(inserted('abc', 'title', [0, 3])).toEqual({ text: '{{title}}', caret: 9 });
});

it('names the placeholders of a text in words', () => {
  expect(namedIn('{{number}} {{ title }} {{number}} {{ghost}} {{', sample())).toEqual([
    '受付番号',
    '手続の名前',
  ]);
  expect(namedIn('{{answers.name}}様', sample())).toEqual(['氏名']);
});
