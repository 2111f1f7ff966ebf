import { expect, it } from 'vitest';
import { apply } from '../commands';
import { sample } from '../fixtures';
import { changesBetween } from './changes';

it('tells added, removed and changed fields by their labels', () => {
  const published = { properties: sample().properties };
  let draft = apply(sample(), { type: 'removeBlocks', places: [{ page: 0, block: 2 }] });
  draft = apply(draft, { type: 'editField', name: 'symptom', patch: { title: '今の症状' } });
  draft = apply(draft, {
    type: 'addField',
    page: 0,
    at: 0,
    name: 'phone',
    schema: { type: 'string', title: '電話番号' },
    isRequired: false,
  });
  expect(changesBetween(published, draft)).toEqual({
    added: ['電話番号'],
    removed: ['メールアドレス'],
    changed: ['今の症状'],
  });
});

it('does not count annotations and order as changes', () => {
  const draft = apply(sample(), { type: 'editField', name: 'name', patch: { 'x-help': '説明' } });
  expect(changesBetween({ properties: sample().properties }, draft)).toEqual({
    added: [],
    removed: [],
    changed: [],
  });
});
