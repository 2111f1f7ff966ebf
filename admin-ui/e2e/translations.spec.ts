/**
 * A form is said in English: two texts by hand, seen in the preview; an original that changes marks its translation; the table
 * goes out to a translator and comes back, and a table of another form is refused.
 */
import { mouse } from './hands/pointer';
import { download } from './house/download';
import { publishDocument } from './house/forms';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '翻訳の見本';

const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: {
    name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 },
    reason: { type: 'string', title: '理由', 'x-kind': 'shortText', maxLength: 50 },
  },
  required: ['name'],
  'x-pages': [{ id: 'who', title: 'あなた', blocks: [{ field: 'name' }, { field: 'reason' }] }],
};

const csv = (text: string) => ({ name: 'en.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a form is translated, kept up to date and sent to a translator', async ({ server, newPage }) => {
  await publishDocument(server, 'translation-sample', DOCUMENT);
  const officer = new Officer(await newPage(), mouse);
  const { hands, page } = officer;
  const builder = new Builder(officer);
  await officer.signsIn(server.admin);
  await hands.press(officer.link(TITLE));
  await officer.sees(TITLE);
  const status = page.getByRole('status').filter({ hasText: '未翻訳' });
  const name = officer.field('「氏名」の名前（英語）');

  await test.step('English is added, two texts are translated', async () => {
    await builder.goesTo('翻訳');
    await hands.press(officer.button('言語を追加'));
    await expect(status).toContainText('文章4件のうち、未翻訳4件');
    await hands.write(officer.field('手続の名前（英語）'), 'Sample request');
    await hands.write(name, 'Full name');
    await expect(status).toContainText('未翻訳2件');
    await officer.checks('the table of translations');
    await builder.isSaved();
  });

  await test.step('the preview speaks English', async () => {
    await builder.goesTo('プレビュー');
    await hands.press(page.getByText('ほかの見え方を確かめる'));
    await hands.choose(page.getByLabel('言語', { exact: true }), 'English（英語）');
    const frame = page.frameLocator('iframe[title="住民に見える画面のプレビュー"]');
    await expect(frame.getByRole('heading', { name: 'Sample request', level: 1 })).toBeVisible();
    await expect(frame.getByText('Full name').first()).toBeVisible();
  });

  const renamed = officer.field('「お名前」の名前（英語）');
  const row = page.getByRole('row').filter({ has: renamed });
  await test.step('an original that changes marks its translation', async () => {
    await builder.goesTo('編集');
    await builder.selects('氏名');
    await hands.write(officer.field('項目の名前'), 'お名前');
    await builder.goesTo('翻訳');
    await expect(row).toContainText('原文が変わりました');
    await expect(row).toContainText('翻訳したときの原文');
    await expect(row).toContainText('氏名');
    await expect(status).toContainText('原文が変わったもの1件');
    await officer.checks('a translation out of date');
  });

  await test.step('the table goes out and comes back', async () => {
    const file = await download(page, () => hands.press(officer.button('CSVに書き出す')));
    const table = file.content.toString('utf8');
    expect(file.name).toBe(`翻訳_${TITLE}_en.csv`);
    expect(table.startsWith('\ufeff')).toBe(true);
    expect(table).toContain('/properties/name/title,お名前,Full name\r\n');
    const dialog = page.getByRole('dialog', { name: '英語の表の読み込み' });

    const other = table.replaceAll(/\r\n(\/[^,]+),/g, '\r\n$1,別の');
    await hands.attach(officer.button('CSVを読み込む'), [csv(other)]);
    await expect(dialog).toContainText('ほかのフォームの表のようです');
    await hands.press(dialog.getByRole('button', { name: 'やめる' }));

    await hands.attach(officer.button('CSVを読み込む'), [csv(table.replace('Full name', 'Your name'))]);
    await expect(dialog).toContainText('1件の訳文が変わります');
    await expect(dialog.getByRole('row', { name: /Full name.*Your name/ })).toBeVisible();
    await officer.checks('what a table would change');
    await hands.press(dialog.getByRole('button', { name: 'この内容で読み込む' }));
    await expect(renamed).toHaveValue('Your name');
    await expect(row).toContainText('翻訳済み');
    await builder.isSaved();
  });

  await test.step('one step back is the translation out of date', async () => {
    await builder.undoes();
    await expect(renamed).toHaveValue('Full name');
    await expect(row).toContainText('原文が変わりました');
    await hands.press(row.getByRole('button', { name: /^このままでよい/ }));
    await expect(row).toContainText('翻訳済み');
    await expect(renamed).toBeFocused();
  });
});
