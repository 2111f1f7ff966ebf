import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import type { FormChange } from '../../api/types';
import { asked, sample } from '../fixtures';
import { changeInWords, partOf } from './changeWords';

const change = (of: Partial<FormChange>): FormChange => ({
  code: 'fieldAdded',
  at: '/properties/name',
  label: '氏名',
  name: 'name',
  group: null,
  keyword: null,
  before: null,
  after: null,
  warning: null,
  comparable: true,
  ...of,
});
const words = (of: Partial<FormChange>) => changeInWords(change(of), sample());

it('says what happened to a question', () => {
  expect(words({ after: '本人' })).toEqual({
    title: '質問を追加: 氏名',
    before: null,
    after: 'ページ「本人」',
    warning: null,
  });
  expect(words({ code: 'madeRequired', warning: 'wasOptional' })).toEqual({
    title: '必須に変更: 氏名',
    before: null,
    after: null,
    warning: '前の申請では、空欄のことがあります。',
  });
  expect(words({ code: 'labelChanged', label: '名前', before: '氏名', after: '名前' }).title).toBe(
    '質問の名前を変更: 氏名',
  );
  expect(words({ code: 'kindChanged', before: 'integer', after: 'shortText' }).before).not.toBe('integer');
  expect(words({ label: '年齢', group: 'お子さん' }).title).toBe('質問を追加: お子さんの中の年齢');
});

it('names the choice that came or went, and what that does to comparisons', () => {
  const gone = words({ code: 'choiceRemoved', before: '市民会館', keyword: 'hall', warning: 'choiceGone' });
  expect(gone.title).toBe('選択肢「市民会館」を削除: 氏名');
  expect(gone.warning).toContain('集計は前と後で分けて');
  expect(words({ code: 'choiceAdded', after: 'ほか', keyword: 'other' }).title).toBe(
    '選択肢「ほか（自由に書く欄）」を追加: 氏名',
  );
});

it('shows limits, settings and conditions before and after', () => {
  expect(words({ code: 'limitChanged', keyword: 'maxLength', before: 50, after: 60 })).toMatchObject({
    title: '文字数の上限を変更: 氏名',
    before: '50',
    after: '60',
  });
  expect(words({ code: 'limitChanged', keyword: 'minimum', after: 1 }).before).toBe('決まりなし');
  expect(
    words({ code: 'settingChanged', label: '', keyword: 'fee', before: '無料', after: '300円' }),
  ).toMatchObject({
    title: '設定を変更: 手数料',
    before: '無料',
  });
  const condition = words({ code: 'shownWhenChanged', after: asked('fever', true) });
  expect(condition.before).toBe('いつも');
  expect(condition.after).toContain('熱がある');
});

it('keeps a sentence for what it does not know', () => {
  expect(words({ code: 'somethingNew', label: '氏名' }).title).toBe('変更: 氏名');
  expect(partOf(change({ code: 'somethingNew' }))).toBe('settings');
});

it('has words for every code and warning of the server', () => {
  const folder = resolve(import.meta.dirname, '../../../../schema/src/differences');
  const files = ['fields', 'choices', 'limits', 'pages', 'rules', 'root'];
  const source = files.map((file) => readFileSync(`${folder}/${file}.rs`, 'utf8')).join('\n');
  const codes = [
    ...source.matchAll(
      /"((?:[a-z]+)(?:Added|Removed|Renamed|Changed|Reworded|Reordered|Required|Optional|Page))"/g,
    ),
  ];
  const known = new Set(codes.map(([, code]) => code ?? ''));
  expect(known.size).toBeGreaterThan(35);
  for (const code of known) {
    expect(words({ code, label: '氏名' }).title, code).not.toBe('変更: 氏名');
  }
  const enumeration = /pub enum Warning \{(.*?)\n\}/s.exec(readFileSync(`${folder}.rs`, 'utf8'))?.[1] ?? '';
  const warnings = [...enumeration.matchAll(/^ {4}([A-Z]\w+),$/gm)].map(([, name]) => name ?? '');
  expect(warnings).toHaveLength(11);
  for (const name of warnings) {
    const warning = name.charAt(0).toLowerCase() + name.slice(1);
    expect(words({ warning }).warning, warning).not.toBeNull();
  }
});
