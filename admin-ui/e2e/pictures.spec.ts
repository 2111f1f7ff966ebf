/**
 * A clerk puts a picture on a page, by mouse and by keyboard alone: alternative text is asked for, what is no picture says
 * why, the real page shows it. A resident sees it on a small telephone without JavaScript.
 */
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { expectAccessibleWithoutScripts } from './house/axe';
import { publishDocument } from './house/forms';
import { paint } from './house/photos';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '説明会の見本';
const ALT = '会場の地図。正面玄関は北側で、駅から歩いて5分です。';

const FORM = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  'x-language': 3,
  type: 'object',
  title: TITLE,
  properties: { name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 } },
  required: ['name'],
  'x-pages': [{ id: 'who', title: '申込み', blocks: [{ field: 'name' }] }],
  'x-settings': { privacyNotice: '説明会の準備だけに使います。', contact: { name: '見本課' } },
};

for (const hands of [mouse, keyboard]) {
  test(`a picture on a page, by ${hands.name}`, async ({ browser, server, newPage }) => {
    const address = await publishDocument(server, 'meeting', FORM);
    const officer = new Officer(await newPage(), hands);
    const { page } = officer;
    await officer.signsIn(server.admin);
    await hands.press(officer.link(TITLE));
    await officer.sees(TITLE);
    const builder = new Builder(officer);
    const dialog = page.getByRole('dialog', { name: '画像を追加' });
    const choose = async (file: { name: string; mimeType: string; buffer: Buffer }) => {
      const chooser = page.waitForEvent('filechooser');
      await hands.press(dialog.getByRole('button', { name: '画像を選ぶ' }));
      await (await chooser).setFiles(file);
    };

    await test.step('what is no picture says why', async () => {
      await hands.press(officer.button('画像'));
      await expect(dialog).toBeVisible();
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>');
      await choose({ name: 'map.png', mimeType: 'image/png', buffer: svg });
      await expect(dialog.getByRole('alert')).toContainText('SVGの画像は使えません');
      await officer.checks('a picture that was refused');
    });

    await test.step('the picture comes with its alternative text', async () => {
      await choose(await paint(browser, 'map.png', '#1b6'));
      await expect(dialog.getByRole('img', { name: '選んだ画像' })).toBeVisible();
      await hands.press(dialog.getByRole('button', { name: '追加', exact: true }));
      await expect(dialog).toContainText('画像の説明を書いてください。');
      await hands.write(dialog.getByLabel(/^画像の説明（代替テキスト）/), ALT);
      await hands.write(dialog.getByLabel(/^キャプション/), '会場の案内図');
      await officer.checks('a new picture');
      await hands.press(dialog.getByRole('button', { name: '追加', exact: true }));
      await expect(dialog).toBeHidden();
      await builder.expectNotice('画像を追加しました。');
    });

    await test.step('it stands on the page, goes by undo and comes again', async () => {
      const drawn = page.getByRole('grid', { name: /の項目$/ }).locator('img');
      await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1200);
      await builder.undoes();
      await expect(drawn).toBeHidden();
      await hands.press(officer.button(/^やり直す/));
      await expect(drawn).toBeVisible();
      await builder.isSaved();
      await officer.checks('a page with a picture');
    });

    await test.step('publish', async () => {
      const view = await builder.goesToPublish();
      await hands.press(view.getByRole('button', { name: /公開する$/ }).first());
      await expect(view).toContainText('公開しました。');
    });

    const resident = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
    await resident.goto(`${address}/form`);
    const picture = resident.getByRole('img', { name: ALT });
    await picture.scrollIntoViewIfNeeded();
    await expect(picture).toBeVisible();
    await expect(resident.getByRole('figure')).toContainText('会場の案内図');
    await expect
      .poll(async () => (await picture.boundingBox())?.width ?? 0, { message: 'it is as wide as the page' })
      .toBeLessThanOrEqual(360);
    const box = await picture.boundingBox();
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(4 / 3, 1);
    await expectAccessibleWithoutScripts(resident, 'a page with a picture');
  });
}
