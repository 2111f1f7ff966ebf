/**
 * docs/resident-journey.md, case by case: what Back, Forward, a reload, a second tab, a double click, a closed tab, a server
 * that was restarted and a form that changed meanwhile do to a half-filled form, with scripts and without.
 */
import { mouse } from './hands/pointer';
import { publishDocument } from './house/forms';
import { expect, test, type NewPage } from './house/test';
import {
  DOCUMENT,
  expectsPage,
  expectsWhat,
  fillsWhat,
  goesToConfirmation,
  NAME,
  PAGES,
  press,
  publishesLending,
  TITLE,
} from './journeys/lending';
import { Resident } from './people/resident';

const PLAIN = { javaScriptEnabled: false };

async function someone(newPage: NewPage, hasScripts: boolean): Promise<Resident> {
  return new Resident(await newPage(hasScripts ? {} : PLAIN), mouse, hasScripts);
}

for (const hasScripts of [true, false]) {
  const how = hasScripts ? 'with scripts' : 'without scripts';

  test(`Back and Forward at every step, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    const { page } = resident;
    await goesToConfirmation(resident, await publishesLending(server));
    await page.goBack();
    await expectsPage(resident, PAGES[1]);
    await page.goBack();
    await expectsPage(resident, PAGES[0]);
    await expectsWhat(resident);
    await page.goForward();
    await expectsPage(resident, PAGES[1]);
    await page.goForward();
    await expectsPage(resident, PAGES[2]);
    await resident.expectAnswers({ お名前: NAME, いすの数: '3' });
    await press(resident, 'この内容で送信する', '受け付けました');
    const number = await resident.receiptNumber();
    await page.goBack();
    if (hasScripts) {
      // The receipt took the place of the journey: an empty form, and nobody's answers in it.
      await expectsPage(resident, PAGES[0]);
      await expect(resident.text('お名前')).toHaveValue('');
    } else {
      // The confirmation again; sending it once more leads to the same receipt.
      await expectsPage(resident, PAGES[2]);
      await press(resident, 'この内容で送信する', '受け付けました');
      expect(await resident.receiptNumber()).toBe(number);
    }
  });

  test(`a reload at every step, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    const { page } = resident;
    await page.goto(await publishesLending(server));
    await fillsWhat(resident);
    if (hasScripts) {
      await remembered(resident, '３');
      await page.reload();
      await expectsWhat(resident);
    }
    await press(resident, '次へ進む', PAGES[1]);
    await page.reload();
    await expectsPage(resident, PAGES[1]);
    await press(resident, '次へ進む', PAGES[2]);
    await page.reload();
    await expectsPage(resident, PAGES[2]);
    await resident.expectAnswers({ お名前: NAME });
    await press(resident, 'この内容で送信する', '受け付けました');
    const number = await resident.receiptNumber();
    await page.reload();
    expect(await resident.receiptNumber()).toBe(number);
  });

  test(`our own back button keeps what is not finished, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    await resident.page.goto(await publishesLending(server));
    await fillsWhat(resident);
    await press(resident, '次へ進む', PAGES[1]);
    await resident.hands.write(resident.part('届け先の住所', '郵便番号'), '12');
    await press(resident, '戻る', PAGES[0]);
    await expectsWhat(resident);
    await press(resident, '次へ進む', PAGES[1]);
    await expect(resident.part('届け先の住所', '郵便番号')).toHaveValue('12');
  });

  test(`two tabs are two applications, ${how}`, async ({ server, newPage }) => {
    const first = await someone(newPage, hasScripts);
    const second = new Resident(await first.page.context().newPage(), mouse, hasScripts);
    const url = await publishesLending(server);
    const people: [Resident, string][] = [
      [first, '窓口 太郎'],
      [second, NAME],
    ];
    for (const [resident] of people) await resident.page.goto(url);
    for (const [resident, name] of people) await fillsWhat(resident, name);
    for (const [resident] of people) await press(resident, '次へ進む', PAGES[1]);
    for (const [resident] of people) await press(resident, '次へ進む', PAGES[2]);
    const numbers = new Set<string>();
    for (const [resident, name] of people) {
      await resident.expectAnswers({ お名前: name });
      await press(resident, 'この内容で送信する', '受け付けました');
      numbers.add(await resident.receiptNumber());
    }
    expect(numbers.size).toBe(2);
  });

  test(`a double click sends once, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    await goesToConfirmation(resident, await publishesLending(server));
    await resident.button('この内容で送信する').dblclick();
    await expectsPage(resident, '受け付けました');
    const rows = await server.run(
      'export',
      'lending',
      '--format',
      'csv',
      '--out',
      `${server.folder}/out.csv`,
    );
    expect(rows).not.toContain('エラー');
    const { readFile } = await import('node:fs/promises');
    const lines = (await readFile(`${server.folder}/out.csv`, 'utf8')).trim().split('\n');
    expect(lines, 'a heading and one application').toHaveLength(2);
  });

  test(`the server is killed and started again on every page, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    await resident.page.goto(await publishesLending(server));
    await fillsWhat(resident);
    await server.restart();
    await press(resident, '次へ進む', PAGES[1]);
    await server.restart();
    await press(resident, '次へ進む', PAGES[2]);
    await server.restart();
    await resident.expectAnswers({ お名前: NAME });
    await press(resident, 'この内容で送信する', '受け付けました');
  });

  test(`a new version meanwhile changes nothing for who has begun, ${how}`, async ({ server, newPage }) => {
    const resident = await someone(newPage, hasScripts);
    const url = await publishesLending(server);
    await resident.page.goto(url);
    await fillsWhat(resident);
    await publishDocument(server, 'lending', { ...DOCUMENT, title: '新しい備品の借用' });
    await press(resident, '次へ進む', PAGES[1]);
    await press(resident, '戻る', TITLE);
    await expectsWhat(resident);
    await press(resident, '次へ進む', PAGES[1]);
    await press(resident, '次へ進む', PAGES[2]);
    await press(resident, 'この内容で送信する', '受け付けました');
    await expect(resident.page.getByText(TITLE, { exact: true }).first()).toBeVisible();
    // Another process published it: this one knows within a second.
    await expect(async () => {
      await resident.page.goto(url);
      await expect(resident.page.getByRole('heading', { level: 1 })).toHaveText('新しい備品の借用', {
        timeout: 500,
      });
    }).toPass();
  });

  test(`mistakes keep the page, and Back and a reload keep the mistakes away, ${how}`, async ({
    server,
    newPage,
  }) => {
    const resident = await someone(newPage, hasScripts);
    await resident.page.goto(await publishesLending(server));
    await resident.write('いすの数', '三百');
    await resident.hands.press(resident.button('次へ進む'));
    await expect(resident.page.getByRole('alert')).toContainText('2件');
    await expect(resident.text('いすの数')).toHaveValue('三百');
    await resident.page.reload();
    await expect(resident.text('いすの数')).toHaveValue('三百');
    await fillsWhat(resident);
    await press(resident, '次へ進む', PAGES[1]);
  });
}

test('an answer without JavaScript is asked for again when the tab is closed, and kept with it', async ({
  server,
  newPage,
}) => {
  const url = await publishesLending(server);
  const plain = await someone(newPage, false);
  await plain.page.goto(url);
  await fillsWhat(plain);
  await press(plain, '次へ進む', PAGES[1]);
  const again = new Resident(await plain.page.context().newPage(), mouse, false);
  await plain.page.close();
  await again.page.goto(url);
  await expect(again.text('お名前')).toHaveValue('');

  const resident = await someone(newPage, true);
  await resident.page.goto(url);
  await fillsWhat(resident);
  await press(resident, '次へ進む', PAGES[1]);
  const later = new Resident(await resident.page.context().newPage(), mouse);
  await resident.page.close();
  await later.page.goto(url);
  await later.hands.press(later.button('続ける'));
  await expectsPage(later, PAGES[1]);
  await press(later, '戻る', PAGES[0]);
  await expectsWhat(later);
});

/** Waits until the browser remembers what was typed for a reload. */
async function remembered(resident: Resident, text: string): Promise<void> {
  await expect.poll(() => resident.page.evaluate(() => JSON.stringify(history.state))).toContain(text);
}

test('another language in the middle of a form leaves nothing behind for Back', async ({
  server,
  newPage,
}) => {
  const resident = await someone(newPage, true);
  const { page } = resident;
  await goesToConfirmation(resident, await publishesLending(server));
  await resident.hands.press(page.getByRole('button', { name: 'English' }));
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeAttached();
  await expect(page.getByText(NAME)).toBeVisible();
  await resident.hands.press(page.getByRole('button', { name: 'Send', exact: true }));
  await expect(page).toHaveURL(/\/r\//);
  await page.goBack();
  await expect(page.getByText(NAME)).toBeHidden();
});

test('a reload after going on by code brings back the questions and what was typed since', async ({
  server,
  newPage,
}) => {
  const first = await someone(newPage, true);
  await first.page.goto(await publishesLending(server));
  await fillsWhat(first);
  await press(first, '保存して、あとで続ける', '入力した内容を保存しました');
  const code = await first.page.locator('dd.code').innerText();

  const later = await someone(newPage, true);
  const { page } = later;
  await page.goto(`${server.url}/f/lending/resume`);
  await later.hands.write(page.locator('#code'), code);
  await press(later, '続ける', PAGES[0]);
  await expectsWhat(later);
  await page.reload();
  await expectsPage(later, PAGES[0]);
  await expectsWhat(later);
  await later.write('いすの数', '５');
  await remembered(later, '５');
  await page.reload();
  await expectsPage(later, PAGES[0]);
  await expect(later.text('お名前')).toHaveValue(NAME);
  await expect(later.text('いすの数')).toHaveValue('５');
  await press(later, '次へ進む', PAGES[1]);
  await page.reload();
  await expectsPage(later, PAGES[1]);
  await press(later, '次へ進む', PAGES[2]);
  await later.expectAnswers({ お名前: NAME, いすの数: '5' });
  await press(later, 'この内容で送信する', '受け付けました');
});
