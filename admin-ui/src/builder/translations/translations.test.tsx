import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FormText } from '../../api/types';
import { BuilderContext } from '../builderContext';
import { apply } from '../commands';
import { sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { textsOf } from '../model/translations';
import { BuilderStore } from '../store';
import { languageName, offered, refusal } from './languages';
import { partOf, placeWords } from './places';
import { countsOf, filtered, groupsOf, type Row } from './rows';
import { decoded, readTable, tableName, writeTable, type Reading } from './table';
import TranslationsView from './TranslationsView';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

/** What the server would say about the small sample. */
const TEXTS: FormText[] = [
  { at: '/title', text: '見本', is_shown: true },
  { at: '/properties/name/title', text: '氏名', is_shown: true },
  { at: '/properties/venue/oneOf/0/title', text: '市民会館', is_shown: true },
  { at: '/x-settings/gallery', text: '見本として', is_shown: false },
  { at: '/x-settings/receiptMail/subject', text: '=受付', is_shown: true },
];

const begun = (): FormDocument => ({
  ...sample(),
  'x-i18n': { en: { '/title': 'Sample', '/properties/name/title': 'Full name' } },
  'x-i18n-source': { en: { '/title': '見本', '/properties/name/title': '名前' } },
});

const rows = (document = begun()): Row[] => groupsOf(document, TEXTS, 'en').flatMap((group) => group.rows);

describe('the rows of the table', () => {
  it('stand under their part of the form, in the order of a journey', () => {
    const groups = groupsOf(begun(), TEXTS, 'en').map(({ title, rows }) => [
      title,
      rows.map((row) => row.place),
    ]);
    expect(groups).toEqual([
      ['始めのページ（手続の案内）', ['手続の名前', 'ひな形の説明']],
      ['1. 本人', ['「氏名」の名前']],
      ['2. 体調', ['「会場」の選択肢1']],
      ['メールの文章', ['受付のメール 件名']],
    ]);
  });

  it('say what is missing and what is out of date, with the old original', () => {
    expect(rows().map(({ at, state, old }) => [at, state, old])).toEqual([
      ['/title', 'done', null],
      ['/x-settings/gallery', 'optional', null],
      ['/properties/name/title', 'stale', '名前'],
      ['/properties/venue/oneOf/0/title', 'missing', null],
      ['/x-settings/receiptMail/subject', 'missing', null],
    ]);
    expect(countsOf(groupsOf(begun(), TEXTS, 'en'))).toEqual({ all: 5, missing: 2, stale: 1 });
  });

  it('are filtered, and stay while somebody works on them', () => {
    const groups = groupsOf(begun(), TEXTS, 'en');
    const shown = (kept: string[]) =>
      filtered(groups, 'missing', new Set(kept)).flatMap((group) => group.rows.map((row) => row.at));
    expect(shown([])).toEqual(['/properties/venue/oneOf/0/title', '/x-settings/receiptMail/subject']);
    expect(shown(['/title'])).toContain('/title');
  });

  it('name every place of the sample, also strange ones', () => {
    const document = sample();
    const words = (at: string) => `${partOf(document, at).id} ${placeWords(document, at)}`;
    expect(words('/x-pages/1/x-exits/0/message')).toBe('page-1 案内して終わる1のメッセージ');
    expect(words('/x-pages/0/blocks/0/heading')).toBe('page-0 見出し');
    expect(words('/x-pages/9/title')).toBe('others ページの名前');
    expect(words('/x-settings/prepare/1')).toBe('start 用意するもの 2');
    expect(words('/x-settings/privacyNotice')).toBe('settings 個人情報の取扱い');
    expect(words('/properties/ghost/title')).toBe('others 「ghost」の名前');
    expect(words('/$defs/a/title')).toBe('others $defs a 名前');
  });
});

describe('languages', () => {
  it('have names, are offered once, and are refused with a reason', () => {
    expect([languageName('en'), languageName('ja-easy'), languageName('x')]).toEqual([
      '英語',
      'やさしい日本語',
      'x',
    ]);
    expect(offered(['en']).map(({ value }) => value)).not.toContain('en');
    expect(refusal('fr', ['en'])).toBeNull();
    for (const tag of ['', 'EN', 'ja', 'フランス語', 'fr_CA', '-'])
      expect(refusal(tag, ['en']), tag).not.toBeNull();
  });
});

describe('a table for translators', () => {
  const read = (content: string, from = rows()) => readTable(content, from, 'en');

  it('comes back unchanged, with line ends, quotes and formulas', () => {
    const document = apply(begun(), {
      type: 'setTranslations',
      language: 'en',
      texts: [
        { at: '/title', text: '=HYPERLINK("http://example.com")' },
        { at: '/properties/name/title', text: '\'=a\nb, "c"' },
      ],
    });
    const table = writeTable(rows(document), 'en');
    expect(table.startsWith('\ufeff場所（変えないでください）,')).toBe(true);
    expect(table).toContain(`"'=HYPERLINK(""http://example.com"")"`);
    expect(table).toContain(`,'=受付,`);
    // No cell begins like a formula.
    expect(table.split(/[\r\n,]+"?/).filter((cell) => /^[=+@-]/.test(cell))).toEqual([]);
    expect(read(table, rows(document))).toEqual({ changes: [], same: 5, unknown: 0, texts: [] });
    const into = read(table) as Reading;
    expect(into.texts.map(({ at, text }) => [at, text])).toEqual([
      ['/title', '=HYPERLINK("http://example.com")'],
      ['/properties/name/title', '\'=a\nb, "c"'],
    ]);
  });

  it('keeps the original of its time, so that what changed since is out of date', () => {
    const table = writeTable(rows(), 'en').replace('市民会館,', '市民会館,Civic hall');
    const renamed = TEXTS.map((text) => (text.text === '市民会館' ? { ...text, text: '文化会館' } : text));
    const now = groupsOf(begun(), renamed, 'en').flatMap((group) => group.rows);
    const reading = read(table, now) as Reading;
    expect(reading.texts).toEqual([
      { at: '/properties/venue/oneOf/0/title', text: 'Civic hall', source: '市民会館' },
    ]);
    expect(reading.changes[0]?.isOld).toBe(true);
  });

  it('of another form, language or shape is refused in words', () => {
    const table = writeTable(rows(), 'en');
    expect(read(table.replace('訳文（en）', '訳文（fr）'))).toContain('「フランス語」の表');
    expect(read('氏名,電話\r\n見本,000\r\n')).toContain('この画面で書き出した表ではない');
    expect(read('')).toContain('この画面で書き出した表ではない');
    const other = rows().map((row) => ({ ...row, text: `別の${row.text}`, translation: 'Other' }));
    expect(read(writeTable(other, 'en'))).toContain('ほかのフォームの表');
    expect(read(table.slice(0, table.indexOf('\r\n') + 2))).toContain('ほかのフォームの表');
  });

  it('leaves out empty cells, double lines and texts that the form does not have', () => {
    const table = `${writeTable(rows(), 'en')}/ghost/title,だれ,Who\r\n/title,見本,Twice\r\n`;
    expect(read(table)).toEqual({ changes: [], same: 5, unknown: 2, texts: [] });
  });

  it('is read as Excel saves it, and has a name that a file can have', () => {
    expect(decoded(new Uint8Array([0x8c, 0xa9, 0x96, 0x7b]).buffer)).toBe('見本');
    expect(decoded(new TextEncoder().encode('見本').buffer)).toBe('見本');
    expect(tableName('税/証明: "見本"', 'en')).toBe('翻訳_税証明 見本_en.csv');
  });
});

function show(document: FormDocument) {
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    { save: vi.fn(), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => {
      const body = JSON.stringify({ texts: TEXTS });
      return new Response(body, { headers: { 'content-type': 'application/json' } });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>
        <TranslationsView formId="form_1" />
      </BuilderContext>
    </QueryClientProvider>,
  );
  return store;
}

describe('the view', () => {
  it('begins a language, translates by keyboard, counts, confirms and ends it', async () => {
    const store = show(sample());
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: '言語を追加' }));
    const title = await screen.findByRole('textbox', { name: '手続の名前（英語）' });
    expect(screen.getByRole('status').textContent).toContain('未翻訳4件');
    await user.click(screen.getByRole('radio', { name: '未翻訳だけ' }));
    await user.type(title, 'Sample');
    expect(screen.getByRole('status').textContent).toContain('未翻訳3件');
    expect(textsOf(store.getState().document, 'en')).toEqual({ '/title': 'Sample' });
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(window.document.activeElement?.getAttribute('aria-label')).toBe('「氏名」の名前（英語）');
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(window.document.activeElement).toBe(title);
    await user.click(screen.getByRole('button', { name: '英語をやめる' }));
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: '訳文を消してやめる' }),
    );
    expect('x-i18n' in store.getState().document).toBe(false);
  }, 30_000);

  it('shows the old original until the translation is confirmed', async () => {
    const store = show(begun());
    const row = (await screen.findByText('原文が変わりました')).closest('tr')!;
    expect(within(row).getByText('名前')).toBeTruthy();
    await userEvent.click(within(row).getByRole('button', { name: /^このままでよい/ }));
    expect(screen.queryByText('原文が変わりました')).toBeNull();
    expect(store.getState().document['x-i18n-source']).toEqual({
      en: { '/title': '見本', '/properties/name/title': '氏名' },
    });
  });

  it('says why a tag cannot be begun', async () => {
    show(begun());
    await userEvent.selectOptions(screen.getByLabelText('追加する言語'), 'other');
    await userEvent.type(screen.getByRole('textbox', { name: '言語のタグ' }), 'ja');
    await userEvent.click(screen.getByRole('button', { name: '言語を追加' }));
    expect(screen.getByText(/日本語はこのフォームの原文です/)).toBeTruthy();
  });
});
