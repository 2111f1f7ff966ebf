/** The logic of a form is seen, tried on sample answers, changed and repaired; and the same form is edited as JSON. */
import { mouse } from './hands/pointer';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '税の証明の申請（試験）';

test('logic, samples, repair and JSON', async ({ server, newPage }) => {
  const page = await newPage();
  const officer = new Officer(page, mouse);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('税の証明書の請求', TITLE);
  const views = page.getByRole('navigation', { name: '表示の切り替え' });

  await test.step('the overview says what depends on what, and decides sample answers', async () => {
    await views.getByRole('link', { name: '条件と計算' }).click();
    await expect(page.getByRole('heading', { name: '条件と計算の一覧' })).toBeVisible();
    const postage = page.getByRole('listitem').filter({ hasText: /^計算 ?郵送料/ });
    await page.getByLabel('受け取り方', { exact: true }).selectOption('窓口');
    await expect(postage).toContainText('見本の回答では：結果：0');
    const address = page.getByRole('listitem').filter({ hasText: /^表示する条件 ?送り先の住所/ });
    await expect(address).toContainText('見本の回答では：表示しません');
    await page.getByRole('button', { name: '図で見る' }).click();
    await expect(page.getByRole('group', { name: '条件と計算のつながり' })).toBeVisible();
    await officer.checks('the logic of a form');
  });

  await test.step('a box of the picture leads to its place by keyboard', async () => {
    const box = page.getByRole('link', { name: /で決まります/ }).first();
    await box.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('#inspector-title')).toBeFocused();
    await expect(page.getByRole('group', { name: '条件1', exact: true }).first()).toBeVisible();
    await page.getByRole('button', { name: 'まとまりを追加' }).first().click();
    await expect(page.getByText(/^未完成：項目を選ぶまで/)).toBeVisible();
    await officer.checks('a condition with a group');
  });

  await test.step('JSON that is no form stays aside, and becomes one step when it is', async () => {
    await views.getByRole('link', { name: 'JSON' }).click();
    const text = page.getByRole('textbox', { name: 'フォームのJSON' });
    await expect(text).toContainText(TITLE);
    await officer.checks('the JSON of a form');
    await text.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.insertText('x');
    await expect(page.getByText(/^まだ反映していません/)).toBeVisible();
    await views.getByRole('link', { name: '編集' }).click();
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible();
    await views.getByRole('link', { name: 'JSON' }).click();
    await expect(page.getByText(/^まだ反映していません/)).toBeVisible();
    await text.click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Delete');
    await expect(page.getByText('この内容は、編集の画面に反映されています。')).toBeVisible();
    // The title stands in the fifth line: in front of its closing quote.
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'End', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key);
    }
    await page.keyboard.insertText('改');
    await expect(page.getByRole('heading', { name: `${TITLE}改`, level: 1 })).toBeVisible();
    await page.getByRole('button', { name: '元に戻す：JSONの変更' }).click();
    await expect(page.getByRole('heading', { name: TITLE, level: 1 })).toBeVisible();
    await expect(text).toContainText(TITLE);
  });

  await test.step('deleting what others speak about asks what shall become of them', async () => {
    await views.getByRole('link', { name: '編集' }).click();
    await builder.goesToPage('受け取り方と支払い');
    await builder.fromMenu('受け取り方', '削除');
    const dialog = page.getByRole('alertdialog', { name: 'ほかの場所で使われています' });
    await expect(dialog).toBeVisible();
    await officer.checks('repairing references');
    await dialog.getByRole('button', { name: 'やめる' }).click();
    await expect(builder.card('受け取り方')).toBeVisible();
  });
});
