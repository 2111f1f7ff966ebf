/** The canvas by keyboard alone: blocks chosen together, copied into another form in another tab, moved, undone; texts as they will look. */
import type { Locator, Page } from '@playwright/test';
import { keyboard } from './hands/keyboard';
import { DESKTOP, expect, test } from './house/test';
import { Builder } from './people/builder';
import { Designer } from './people/designer';
import { Officer } from './people/officer';

/** The focus on the first card of the page, and as many more chosen. */
async function choosesFromTop(page: Page, more: number): Promise<void> {
  await page
    .getByRole('grid', { name: /の項目$/ })
    .getByRole('row')
    .first()
    .focus();
  // The focus that a script sets chooses nothing; the arrows do.
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  for (let count = 0; count <= more; count += 1) await page.keyboard.press('Shift+ArrowDown');
  // One too many: back again.
  await page.keyboard.press('Shift+ArrowUp');
  await expect(page.getByText(`${more + 1}個を選択中`)).toBeVisible();
}

test('several blocks are copied between forms, moved and undone by keyboard', async ({ server, newPage }) => {
  const page = await newPage(DESKTOP);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
  const officer = new Officer(page, keyboard);
  await officer.signsIn(server.admin);
  const source = new Builder(officer);
  await source.creates('ワクチン接種の予約', '写し元');
  const copied = (await source.order()).slice(0, 3);
  await choosesFromTop(page, 2);
  await page.keyboard.press('Control+c');
  await source.expectNotice('3個の項目をコピーしました。');

  const other = await page.context().newPage();
  const colleague = new Officer(other, keyboard);
  await other.goto(`${server.url}/admin/`);
  const target = new Builder(colleague);
  await target.creates('空のフォーム', '写し先');
  await other.keyboard.press('Control+v');
  await target.expectNotice('3個の項目を貼り付けました。');
  await expect.poll(() => target.order()).toEqual(copied);

  await colleague.hands.press(colleague.button('ページを追加'));
  await colleague.hands.press(colleague.button(/^元に戻す/));
  await colleague.hands.press(colleague.button(/^やり直す/));
  await target.goesToPage('入力');
  await choosesFromTop(other, 1);
  await other.keyboard.press('Alt+ArrowDown');
  await expect.poll(() => target.order()).toEqual([copied[2], copied[0], copied[1]]);
  await other.keyboard.press('Alt+PageDown');
  await expect.poll(() => target.order()).toEqual([copied[0], copied[1]]);
  await expect(target.cards().first()).toBeFocused();
  await other.keyboard.press('Control+z');
  await other.keyboard.press('Control+z');
  await expect.poll(() => target.order()).toEqual(copied);

  await other.keyboard.press('?');
  await expect(other.getByRole('dialog', { name: 'キーボード操作' })).toBeVisible();
  await colleague.checks('the table of keys');
  await other.keyboard.press('Escape');
  await target.isSaved();
  await colleague.checks('a page with cards');
});

test('a card that is moved by keyboard stays in sight and keeps the focus', async ({ server, newPage }) => {
  const page = await newPage(DESKTOP);
  const officer = new Officer(page, keyboard);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('ワクチン接種の予約', '長い道のり');
  await choosesFromTop(page, 0);
  const order = await builder.order();
  const [label = ''] = order;
  const card = builder.card(label);
  for (const [key, times] of [
    ['Alt+ArrowDown', order.length - 1],
    ['Alt+ArrowUp', order.length - 1],
  ] as const) {
    for (let step = 1; step <= times; step += 1) {
      await page.keyboard.press(key);
      const at = key === 'Alt+ArrowDown' ? step : times - step;
      await expect.poll(async () => (await builder.order()).indexOf(label)).toBe(at);
      await expect(card).toBeFocused();
      await expect.poll(() => isSeen(card)).toBe(true);
    }
  }
});

test('a text stands on the canvas as on the page', async ({ server, newPage }) => {
  const page = await newPage(DESKTOP);
  const officer = new Officer(page, keyboard);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('空のフォーム', '持ち物の案内');
  const designer = new Designer(builder);
  await designer.adds('1行の文字');
  await designer.adds('説明文');
  await designer.writes('文章', '持ち物は**二つ**です。\n\n- 接種券\n- [本人確認書類](https://example.jp/)');
  const card = builder.cards().last();
  await expect(card.locator('strong')).toHaveText('二つ');
  await expect(card.locator('li')).toHaveText(['接種券', '本人確認書類']);
  // Nothing on a card takes the focus away from it.
  await expect(card.getByRole('link')).toHaveCount(0);
  const drawn = await card.locator('.card-text').innerHTML();
  await designer.opensPageSettings();
  await designer.writes('ページの説明', '**初めに**お読みください。');
  await expect(page.locator('.canvas-description strong')).toHaveText('初めに');
  await builder.isSaved();
  await officer.checks('a page with formatted texts');
  const frame = await builder.previews('持ち物の案内');
  await expect(frame.locator('main')).toContainText('初めにお読みください。');
  const shown = await frame.locator('ul', { hasText: '接種券' }).evaluate((list) => list.outerHTML);
  expect(drawn).toContain(shown.replace(/ href="[^"]*"/, ''));
});

/** From its upper to its lower edge, with nothing over it. */
function isSeen(card: Locator): Promise<boolean> {
  return card.evaluate((element) => {
    const { left, top, bottom } = element.getBoundingClientRect();
    return [top + 2, bottom - 2].every((y) => element.contains(document.elementFromPoint(left + 20, y)));
  });
}
