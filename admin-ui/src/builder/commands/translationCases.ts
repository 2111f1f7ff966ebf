/** Cases of `commands.test.ts` about the texts in other languages. */
import { expect } from 'vitest';
import { sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import type { Case } from './rowCases';

/** The small sample, with its title in English, made of an older title. */
const begun = (): FormDocument => ({
  ...sample(),
  'x-i18n': { en: { '/title': 'Sample' }, 'ja-easy': {} },
  'x-i18n-source': { en: { '/title': '古い見本' } },
});

export const TRANSLATION_CASES: Case[] = [
  {
    command: { type: 'addLanguage', language: 'zh-Hans' },
    holds: (after) => expect(after['x-i18n']).toEqual({ 'zh-Hans': {} }),
  },
  {
    command: { type: 'removeLanguage', language: 'en' },
    from: begun,
    holds: (after) => {
      expect(after['x-i18n']).toEqual({ 'ja-easy': {} });
      expect('x-i18n-source' in after).toBe(false);
    },
  },
  {
    command: { type: 'setTranslation', language: 'en', at: '/properties/name/title', text: 'Name' },
    from: begun,
    holds: (after) => {
      expect(after['x-i18n']).toMatchObject({ en: { '/title': 'Sample', '/properties/name/title': 'Name' } });
      expect(after['x-i18n-source']).toEqual({
        en: { '/title': '古い見本', '/properties/name/title': '氏名' },
      });
    },
  },
  {
    // Editing a translation says that it is right for the original of now.
    command: { type: 'setTranslation', language: 'en', at: '/title', text: 'A sample' },
    from: begun,
    holds: (after) => expect(after['x-i18n-source']).toEqual({ en: { '/title': '見本' } }),
  },
  {
    command: { type: 'setTranslation', language: 'en', at: '/title', text: '' },
    from: begun,
    holds: (after) => {
      expect(after['x-i18n']).toEqual({ en: {}, 'ja-easy': {} });
      expect('x-i18n-source' in after).toBe(false);
    },
  },
  {
    command: {
      type: 'setTranslations',
      language: 'ja-easy',
      texts: [
        { at: '/title', text: 'みほん' },
        { at: '/properties/name/title', text: 'なまえ', source: '名前' },
        { at: '/properties/ghost/title', text: 'だれ' },
        { at: '/x-i18n/en/~1title', text: 'だめ' },
      ],
    },
    from: begun,
    holds: (after) => {
      expect(after['x-i18n']).toEqual({
        en: { '/title': 'Sample' },
        'ja-easy': { '/title': 'みほん', '/properties/name/title': 'なまえ' },
      });
      expect(after['x-i18n-source']).toMatchObject({
        'ja-easy': { '/title': '見本', '/properties/name/title': '名前' },
      });
    },
  },
  {
    command: { type: 'confirmTranslation', language: 'en', at: '/title' },
    from: begun,
    holds: (after) => {
      expect(after['x-i18n']).toEqual({ en: { '/title': 'Sample' }, 'ja-easy': {} });
      expect(after['x-i18n-source']).toEqual({ en: { '/title': '見本' } });
    },
  },
  {
    // An original that changes is remembered, once: what it was when it was translated.
    command: { type: 'editForm', patch: { title: '新しい見本' } },
    from: () => ({ ...sample(), 'x-i18n': { en: { '/title': 'Sample' } } }),
    holds: (after) => expect(after['x-i18n-source']).toEqual({ en: { '/title': '見本' } }),
  },
  {
    command: { type: 'editForm', patch: { title: '新しい見本' } },
    from: begun,
    holds: (after) => expect(after['x-i18n-source']).toEqual({ en: { '/title': '古い見本' } }),
  },
];
