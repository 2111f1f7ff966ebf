/**
 * Before an editor publishes the next version: what changes in words, the ways through the form with sample answers, the
 * page without JavaScript; and afterwards: the earlier version looked at, copied back and withdrawn, and the poster.
 */
import { expectAccessible } from './house/axe';
import { publishDocument } from './house/forms';
import { mouse } from './hands/pointer';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '犬の登録の見本';

function document(choices: string[], name: string) {
  return {
    type: 'object',
    title: TITLE,
    properties: {
      name: { type: 'string', title: name, 'x-kind': 'shortText', maxLength: 50 },
      has: {
        type: 'string',
        title: '犬がいますか',
        'x-kind': 'choice',
        oneOf: choices.map((title, index) => ({ const: `c${index}`, title })),
      },
      breed: { type: 'string', title: '犬の種類', 'x-kind': 'shortText', maxLength: 50 },
    },
    required: ['name', 'has', 'breed'],
    'x-pages': [
      {
        id: 'who',
        title: 'あなた',
        blocks: [{ field: 'name' }, { field: 'has' }],
        'x-exits': [
          {
            when: { properties: { has: { const: 'c1' } }, required: ['has'] },
            title: '登録は要りません',
            message: '犬を飼い始めたら、登録してください。',
          },
        ],
      },
      { id: 'dog', title: '犬のこと', blocks: [{ field: 'breed' }] },
    ],
  };
}

test('versions are compared, walked through, copied and withdrawn', async ({ server, newPage }) => {
  await publishDocument(server, 'dog-sample', document(['いる', 'いない', 'わからない'], '氏名'));
  await publishDocument(server, 'dog-sample', document(['いる', 'いない'], '飼い主の氏名'));
  const officer = new Officer(await newPage(), mouse);
  const { page } = officer;
  await officer.signsIn(server.admin);
  await officer.hands.press(officer.link(TITLE));
  await officer.sees(TITLE);
  const builder = new Builder(officer);

  const dialog = await builder.goesToPublish();
  const first = dialog.getByRole('group', { name: '第1版' });
  await test.step('compare the first version with the draft', async () => {
    await officer.hands.press(first.getByRole('button', { name: '比べる' }));
    const compare = page.getByRole('dialog', { name: '第1版と比べる' });
    await expect(compare).toContainText('質問の名前を変更: 氏名');
    await expect(compare).toContainText('選択肢「わからない」を削除: 犬がいますか');
    await expect(compare).toContainText('比べられなくなるところ');
    await officer.checks('two texts compared');
    await officer.hands.press(compare.getByRole('button', { name: '閉じる' }));
  });

  await test.step('look at the first version as residents see it', async () => {
    await officer.hands.press(first.getByRole('button', { name: '見る' }));
    const look = page.getByRole('dialog', { name: '第1版を見る' });
    const frame = look.frameLocator('iframe');
    await expect(frame.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible();
    await officer.hands.press(look.getByRole('button', { name: '次のページ' }));
    await expect(frame.getByText('わからない')).toBeVisible();
    await officer.checks('a version looked at');
    await officer.hands.press(look.getByRole('button', { name: '閉じる' }));
  });

  await test.step('walk both ways to their ends', async () => {
    await officer.hands.press(dialog.getByRole('button', { name: '経路を調べる' }));
    await expect(dialog).toContainText('2通りの経路が見つかりました（うち1通りは');
    await officer.checks('the ways');
    for (const [number, end] of [
      [1, '犬のこと'],
      [2, '犬を飼い始めたら'],
    ] as const) {
      await officer.hands.press(dialog.getByRole('button', { name: `経路${number}をたどる` }));
      const walk = page.getByRole('dialog', { name: `経路${number}をたどる` });
      const frame = walk.frameLocator('iframe');
      await expect(frame.getByRole('radio', { checked: true })).toHaveCount(1);
      await walk
        .getByLabel('表示するページ')
        .selectOption({ label: (await walk.getByRole('option').allTextContents()).at(-1) ?? '' });
      await expect(frame.getByText(end).first()).toBeVisible();
      await officer.hands.press(walk.getByRole('button', { name: '閉じる' }));
    }
  });

  await test.step('withdraw the first version with a reason, and copy it to the draft', async () => {
    await officer.hands.press(first.getByRole('button', { name: '取り下げる' }));
    const question = page.getByRole('alertdialog', { name: '第1版を取り下げますか' });
    await question.getByLabel(/^理由/).fill('選択肢に誤りがありました。');
    await officer.hands.press(question.getByRole('button', { name: '取り下げる' }));
    await expect(dialog).toContainText('第1版を取り下げました');
    await officer.hands.press(first.getByRole('button', { name: '下書きに写す' }));
    await expect(dialog).toContainText('「元に戻す」で取り消せます');
    await expect(dialog).toContainText('選択肢「わからない」を追加: 犬がいますか');
    const poster = await page.request.get(
      (await dialog.getByRole('link', { name: 'ポスター（A4のPDF）' }).getAttribute('href')) ?? '',
    );
    expect(poster.headers()['content-type']).toBe('application/pdf');
    await officer.checks('versions and sharing');
    await builder.undoes();
    await builder.isSaved();
  });

  await test.step('the page without JavaScript, in another language', async () => {
    await builder.goesTo('プレビュー');
    await page.getByText('ほかの見え方を確かめる').click();
    await page.getByLabel('JavaScriptなしで表示する').check();
    await page.getByLabel('言語').selectOption('en');
    const frame = page.frameLocator('iframe[title="住民に見える画面のプレビュー"]');
    await expect(frame.getByRole('button', { name: 'Next', exact: true }).last()).toBeVisible();
    await expect(page.locator('iframe')).toHaveAttribute('sandbox', /^(?!.*allow-scripts).*allow-forms/);
    await frame.getByRole('textbox', { name: /飼い主の氏名/ }).fill('見本 花子');
    await frame.getByRole('radio', { name: 'いる' }).check();
    await frame.getByRole('button', { name: 'Next', exact: true }).last().click();
    await expect(frame.getByRole('heading', { name: '犬のこと', level: 1 })).toBeVisible();
    await expectAccessible(page, 'the preview and its other looks');
  });
});
