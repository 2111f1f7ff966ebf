/** What the pages do on top with JavaScript: values worked out while typing, the copy on the device, files on their way. */
import { mouse } from './hands/pointer';
import { paint } from './house/photos';
import { startServer } from './house/server';
import { expect, PHONE, test, type NewPage } from './house/test';
import {
  expectsPage,
  expectsWhat,
  fillsWhat,
  goesToConfirmation,
  NAME,
  PAGES,
  press,
  publishesLending,
} from './journeys/lending';
import { Resident } from './people/resident';
import { expectAccessible } from './house/axe';

const OFFER = '前に入力した内容が、この端末に残っています。';

async function someone(newPage: NewPage): Promise<Resident> {
  return new Resident(await newPage(), mouse);
}

/** The copies of half-filled forms that the browser keeps. */
const copies = (resident: Resident) =>
  resident.page.evaluate(() =>
    Object.entries(localStorage).filter(([key]) => key.startsWith('madoguchi kept ')),
  );

test('values are worked out and questions appear while one types', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  const { page } = resident;
  await page.goto(await publishesLending(server));
  await resident.write('お名前', NAME);
  await resident.write('いすの数', '4');
  await expect(resident.workedOut('料金')).toContainText('1,200円');
  await expect(resident.text('いすの数'), 'the focus stays').toBeFocused();
  await expect(resident.text('多く借りる理由')).toHaveCount(0);
  await page.keyboard.type('０');
  await expect(resident.workedOut('料金')).toContainText('12,000円');
  await resident.write('いすの数', '60');
  await expect(resident.text('多く借りる理由')).toBeVisible();
  await expect(resident.text('いすの数')).toHaveValue('60');
  await resident.write('いすの数', '6');
  await expect(resident.text('多く借りる理由')).toHaveCount(0);
  await expectAccessible(page, 'the page after its questions changed');
});

test('nothing is asked from the server while kanji are being chosen', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  const { page } = resident;
  await page.goto(await publishesLending(server));
  const session = await page.context().newCDPSession(page);
  let posts = 0;
  page.on('request', (request) => (posts += request.method() === 'POST' ? 1 : 0));
  await resident.hands.press(resident.text('いすの数'));
  await session.send('Input.imeSetComposition', { text: '５', selectionStart: 1, selectionEnd: 1 });
  // Longer than the script waits after a key.
  await page.evaluate(() => new Promise((done) => setTimeout(done, 1500)));
  expect(posts, 'while composing').toBe(0);
  await session.send('Input.insertText', { text: '５' });
  await expect(resident.workedOut('料金')).toContainText('1,500円');
});

test('a counter says how many characters are left, as the server counts', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  await resident.page.goto(await publishesLending(server));
  await expect(resident.page.locator('main').getByText('あと20文字入力できます。')).toBeVisible();
  await resident.write('連絡事項', '十五文字の連絡事項です。𠮷野家。');
  await expect(resident.page.locator('main').getByText('あと4文字入力できます。')).toBeVisible();
  await resident.write('連絡事項', 'あ'.repeat(23));
  await expect(resident.page.locator('main').getByText('3文字多すぎます。')).toBeVisible();
  await fillsWhat(resident);
  await resident.hands.press(resident.button('次へ進む'));
  await expect(resident.page.getByRole('alert')).toContainText('連絡事項');
});

test('a postcode fills in the address, offers a choice and overwrites nothing', async ({
  server,
  newPage,
}) => {
  const resident = await someone(newPage);
  const { page } = resident;
  await page.goto(await publishesLending(server));
  await fillsWhat(resident);
  await press(resident, '次へ進む', PAGES[1]);
  const part = (name: string) => resident.part('届け先の住所', name);
  // The same words are said to screen readers a moment later, elsewhere on the page.
  const found = page.locator('.found');
  await resident.hands.write(part('郵便番号'), '１００-００１３');
  await expect(part('都道府県')).toHaveValue('東京都');
  await expect(part('市区町村')).toHaveValue('千代田区');
  await expect(part('町名・番地')).toHaveValue('霞が関');
  await resident.hands.write(part('町名・番地'), '霞が関9-9-9');
  // Another postcode: what was written stays, and what was found is offered.
  await resident.hands.write(part('郵便番号'), '4328023');
  await expect(found.getByText('入力した住所はそのままにしてあります')).toBeVisible();
  await expect(part('都道府県')).toHaveValue('東京都');
  await expect(part('町名・番地')).toHaveValue('霞が関9-9-9');
  await resident.hands.tick(page.getByRole('radio', { name: '静岡県浜松市中央区鴨江' }));
  await resident.hands.press(resident.button('選んだ住所を入力する'));
  await expect(part('市区町村')).toHaveValue('浜松市中央区');
  await expectAccessible(page, 'the page with a found address');
  // One postcode for two towns; and one for none.
  await resident.hands.write(part('郵便番号'), '498-0000');
  await expect(page.getByRole('radio', { name: /桑名郡木曽岬町$/ })).toBeVisible();
  await resident.hands.write(part('郵便番号'), '0000000');
  await expect(found.getByText('この郵便番号の住所は見つかりませんでした')).toBeVisible();
});

test('a postcode without JavaScript is a button', async ({ server, newPage }) => {
  const resident = new Resident(await newPage({ javaScriptEnabled: false }), mouse, false);
  await resident.page.goto(await publishesLending(server));
  await fillsWhat(resident);
  await press(resident, '次へ進む', PAGES[1]);
  const part = (name: string) => resident.part('届け先の住所', name);
  await resident.hands.write(part('郵便番号'), '100-0013');
  await resident.hands.press(resident.button(/^郵便番号から住所を入力する/));
  await resident.sees(PAGES[1]);
  await expect(part('町名・番地')).toHaveValue('霞が関');
  await expect(part('町名・番地')).toBeFocused();
});

test('what was typed stays on the device for a day, and goes when somebody says so', async ({
  server,
  newPage,
}) => {
  const resident = await someone(newPage);
  const context = resident.page.context();
  const url = await publishesLending(server);
  await resident.page.goto(url);
  await fillsWhat(resident);
  await expect.poll(async () => JSON.stringify(await copies(resident))).toContain('３');
  await resident.page.close();

  let later = new Resident(await context.newPage(), mouse);
  await later.page.goto(url);
  await expect(later.page.getByText(OFFER)).toBeVisible();
  await expect(later.text('お名前'), 'nothing is shown before asking').toHaveValue('');
  await expectAccessible(later.page, 'the offer to continue');
  await later.hands.press(later.button('続ける'));
  await expectsWhat(later);
  await later.hands.press(later.button('この端末に残した入力を消す'));
  await expect.poll(() => copies(later)).toHaveLength(0);
  await later.page.close();

  later = new Resident(await context.newPage(), mouse);
  await later.page.goto(url);
  await expectsPage(later, PAGES[0]);
  await fillsWhat(later);
  await expect.poll(() => copies(later)).toHaveLength(1);
  await later.hands.tick(later.page.getByRole('checkbox', { name: /^共用の端末を使っています/ }));
  await expect.poll(() => copies(later), 'a shared device keeps nothing').toHaveLength(0);
  await later.write('お名前', '窓口 太郎');
  await press(later, '次へ進む', PAGES[1]);
  expect(await copies(later)).toHaveLength(0);
  await later.page.goto(url);
  await expect(
    later.page.getByRole('checkbox', { name: /^共用の端末を使っています/ }),
    'the switch is remembered',
  ).toBeChecked();
  await expect(later.page.getByText(OFFER)).toHaveCount(0);
});

test('a copy that is a day old is not offered, and a sent one is gone', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  const url = await publishesLending(server);
  await goesToConfirmation(resident, url);
  await expect.poll(() => copies(resident)).toHaveLength(1);
  await press(resident, 'この内容で送信する', '受け付けました');
  expect(await copies(resident)).toHaveLength(0);

  const other = await someone(newPage);
  await other.page.clock.install();
  await other.page.goto(url);
  await fillsWhat(other);
  await other.page.clock.runFor(1000);
  await expect.poll(() => copies(other)).toHaveLength(1);
  await other.page.evaluate(() => history.replaceState(null, ''));
  await other.page.clock.setFixedTime(Date.now() + 25 * 60 * 60 * 1000);
  await other.page.goto(`${url}?`);
  await expectsPage(other, PAGES[0]);
  await expect.poll(() => copies(other)).toHaveLength(0);
  await expect(other.page.getByText(OFFER)).toHaveCount(0);
});

test('files are sent when they are chosen: progress, cancel, again, and what succeeded stays', async ({
  browser,
  server,
  newPage,
}) => {
  const resident = await someone(newPage);
  const { page } = resident;
  const [near, far] = [
    await paint(browser, 'near.jpg', '#3c4043'),
    await paint(browser, 'far.png', '#5f6368'),
  ];
  await page.goto(await publishesLending(server));
  await fillsWhat(resident);
  await press(resident, '次へ進む', PAGES[1]);
  const input = page.locator('input[type=file]');
  const received = page.getByRole('list', { name: /受け取ったファイル$/ }).getByRole('listitem');
  await resident.hands.attach(input, [near]);
  await expect(received).toHaveCount(1);
  await expect(received).toContainText('near.jpg');

  // The connection is slow: progress is shown, and the file is cancelled.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const speed = (uploadThroughput: number) =>
    session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await speed(2000);
  await resident.hands.attach(input, [far]);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expectAccessible(page, 'a file on its way');
  await resident.hands.press(resident.button(/^取り消す\s*far\.png$/));
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await speed(-1);

  // The connection breaks: the file waits for another try, and nobody goes on without it.
  await page.route('**/f/lending', (route) => route.abort('connectionreset'));
  await resident.hands.attach(input, [far]);
  await expect(page.getByText('「far.png」を送れませんでした。').first()).toBeVisible();
  await resident.hands.press(resident.button('次へ進む'));
  await expect(page.getByText('送れなかったファイルがあります。')).toBeVisible();
  await page.unroute('**/f/lending');
  await resident.hands.press(resident.button(/^もう一度送る/));
  await expect(received).toHaveCount(2);

  // What the server refuses is said at the file, and the others stay.
  await resident.hands.attach(input, [
    { name: 'note.png', mimeType: 'image/png', buffer: Buffer.from('no image') },
  ]);
  await expect(page.getByText(/note\.png/).first()).toBeVisible();
  await expect(received).toHaveCount(2);
  await resident.hands.press(resident.button(/^閉じる/));
  await page.reload();
  await expect(received, 'a reload keeps what was received').toHaveCount(2);
  await press(resident, '次へ進む', PAGES[2]);
  await expect(resident.answerTo('会場の写真')).toContainText('far.png');
});

test('without a connection the page says so and keeps everything', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  const { page } = resident;
  await page.goto(await publishesLending(server));
  await fillsWhat(resident);
  page.on('dialog', () => {
    throw new Error('a dialog stands in the way');
  });
  await page.context().setOffline(true);
  await resident.hands.press(resident.button('次へ進む'));
  await expect(page.getByRole('status').filter({ hasText: '通信できませんでした' })).toBeVisible();
  await expectsWhat(resident);
  await page.context().setOffline(false);
  await press(resident, '次へ進む', PAGES[1]);
});

test('after a correction the steps say what is done', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  await goesToConfirmation(resident, await publishesLending(server));
  await resident.hands.press(resident.button(/^修正する\s*：借りるもの$/));
  const steps = resident.page.getByRole('list', { name: '手続の進み具合' }).getByRole('listitem');
  await expect(steps).toHaveText([/（修正中）$/, /（入力済み）$/, /（これから）$/]);
});

test('who is quicker than people is asked once more', async ({ browser }) => {
  const server = await startServer({ MADOGUCHI_MINIMUM_FILL_SECONDS: '3600' });
  const context = await browser.newContext({ locale: 'ja-JP', baseURL: server.url });
  try {
    const resident = new Resident(await context.newPage(), mouse);
    await goesToConfirmation(resident, await publishesLending(server));
    await resident.hands.press(resident.button('この内容で送信する'));
    await expect(resident.page.getByText('送信が早すぎたため')).toBeVisible();
    await resident.expectAnswers({ お名前: NAME });
    await expect(resident.button('この内容で送信する')).toBeEnabled();
  } finally {
    await context.close();
    await server.stop();
  }
});

test('a browser that fills in the hidden input is shown it', async ({ server, newPage }) => {
  const resident = await someone(newPage);
  const { page } = resident;
  await page.goto(await publishesLending(server));
  await fillsWhat(resident);
  await page
    .locator('input[name=homepage]')
    .evaluate((input: HTMLInputElement) => (input.value = 'http://example.com'));
  await resident.hands.press(resident.button('次へ進む'));
  const trap = resident.text('この欄は空のままにしてください');
  await expect(trap).toBeFocused();
  await expectsWhat(resident);
  await expectAccessible(page, 'the page with the input to be emptied');
  await resident.hands.write(trap, '');
  await press(resident, '次へ進む', PAGES[1]);
});

test('forced colours, reduced motion, twice the text and print lose nothing', async ({ server, newPage }) => {
  const page = await newPage({ ...PHONE, viewport: { width: 320, height: 640 }, forcedColors: 'active' });
  await page.goto(await publishesLending(server));
  await page.getByRole('button', { name: '次へ進む' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expectAccessible(page, 'mistakes in forced colours');
  const animated = await page.evaluate(() => document.getAnimations().length);
  expect(animated).toBe(0);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, 'twice the text at 320 px').toBeLessThanOrEqual(0);
  const small = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .filter((button) => button.getClientRects().length > 0 && button.getAttribute('aria-hidden') !== 'true')
      .filter((button) => button.getBoundingClientRect().height < 44)
      .map((button) => button.textContent),
  );
  expect(small, 'buttons lower than 44 px').toEqual([]);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('textbox', { name: /^お名前/ })).toBeVisible();
  await expect(page.getByRole('button')).toHaveCount(0);
});
