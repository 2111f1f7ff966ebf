/** What was typed is kept: over a reload, half a minute without a network, and a server that was killed meanwhile. */
import { mouse } from './hands/pointer';
import { publishDocument } from './house/forms';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '保存の見本';
const DRAFT = '**/draft';
const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: { name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 } },
  required: ['name'],
  'x-pages': [{ id: 'all', title: '申込み', blocks: [{ field: 'name' }] }],
};

test('nothing typed is lost by a reload, without a network, or with the server', async ({
  server,
  newPage,
}) => {
  await publishDocument(server, 'kept-sample', DOCUMENT);
  const officer = new Officer(await newPage(), mouse);
  const { page } = officer;
  await page.clock.install();
  page.on('dialog', (dialog) => void dialog.accept());
  await officer.signsIn(server.admin);
  await officer.hands.press(officer.link(TITLE));
  await officer.sees(TITLE);
  const builder = new Builder(officer);
  const name = officer.field('項目の名前');
  const writes = async (words: string) => officer.hands.write(name, words);
  const isOffline = () => expect(page.getByText('未保存 – オフライン').first()).toBeVisible();

  await test.step('within a second of the last keystroke, with the time', async () => {
    await builder.selects('氏名');
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await writes('第一');
    await page.clock.runFor(1000);
    await saved;
    await builder.isSaved();
  });

  await test.step('thirty seconds without a network', async () => {
    await page.context().setOffline(true);
    await writes('第二');
    await page.clock.runFor(1000);
    await isOffline();
    await page.clock.fastForward(30_000);
    await writes('第二の二');
    await isOffline();
    await page.context().setOffline(false);
    await page.clock.runFor(16_000);
    await builder.isSaved();
  });

  await test.step('a server that is killed and comes back', async () => {
    const back = server.restart();
    await writes('第三');
    await page.clock.runFor(1000);
    await back;
    await page.clock.runFor(16_000);
    await builder.isSaved();
    await page.reload();
    await builder.selects('第三');
  });

  await test.step('a reload before anything could be saved', async () => {
    await page.route(DRAFT, (route) =>
      route.request().method() === 'PUT' ? route.abort('connectionreset') : route.continue(),
    );
    await writes('第四');
    await page.clock.runFor(1000);
    await isOffline();
    await page.reload();
    const question = page.getByRole('alertdialog', { name: '保存されていない変更があります' });
    await expect(question).toBeVisible();
    await officer.checks('the offer to restore');
    await page.unroute(DRAFT);
    await officer.hands.press(question.getByRole('button', { name: '復元する' }));
    await page.clock.runFor(1000);
    await expect(builder.card('第四')).toBeVisible();
    await builder.isSaved();
    await page.reload();
    await builder.selects('第四');
  });
});
