/** A form goes from one municipality to another as a file: the receiver sees where it came from and whether it was changed. */
import { mouse } from './hands/pointer';
import { publishDocument } from './house/forms';
import { download } from './house/download';
import { startServer } from './house/server';
import { DESKTOP, expect, test } from './house/test';
import { watch } from './house/watch';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '粗大ごみの収集の申込み';
const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: {
    name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 },
    things: { type: 'string', title: '出すもの', 'x-kind': 'longText', maxLength: 500 },
  },
  required: ['name', 'things'],
  'x-pages': [{ id: 'all', title: '申込み', blocks: [{ field: 'name' }, { field: 'things' }] }],
};

interface Carried {
  document: { title: string };
  origin: { organization: string };
  sha256: string;
}

test('a form is exported here and imported there, as it was and changed on the way', async ({
  server,
  newPage,
  browser,
}) => {
  await publishDocument(server, 'bulky', DOCUMENT);
  const giver = new Officer(await newPage(), mouse);
  await giver.signsIn(server.admin);
  await giver.hands.press(giver.link(TITLE));
  await giver.sees(TITLE);
  await new Builder(giver).goesTo('設定');
  const file = await download(giver.page, () => giver.hands.press(giver.link('公開中の第1版を書き出す')));
  const carried = JSON.parse(file.content.toString('utf8')) as Carried;
  expect(file.content.toString('utf8')).not.toContain(server.admin.email);

  const there = await startServer();
  const context = await browser.newContext({ ...DESKTOP, baseURL: there.url, locale: 'ja-JP' });
  const complaints: string[] = [];
  watch(context, there.url, complaints);
  try {
    const receiver = new Officer(await context.newPage(), mouse);
    await receiver.signsIn(there.admin);
    const builder = new Builder(receiver);
    const origin = receiver.page.getByRole('region', { name: '取り込み元とファイル' });

    await test.step('as it was', async () => {
      await reads(builder, file.content);
      await expect(receiver.page.getByText('書き出したときから変わっていません。')).toBeVisible();
      await receiver.checks('a file of another municipality');
      await builder.names(TITLE);
      await expect.poll(() => builder.order()).toEqual(['氏名', '出すもの']);
      await builder.goesTo('設定');
      await expect(origin).toContainText(`${carried.origin.organization}の「${TITLE}」（第1版）`);
      await expect(origin).toContainText('書き出したときから変わっていませんでした。');
      await expect(origin).toContainText(carried.sha256);
      await receiver.checks('the origin of a form');
    });

    await test.step('changed on the way', async () => {
      const changed = { ...carried, document: { ...carried.document, title: '別の題名' } };
      await receiver.goesToForms();
      await reads(builder, Buffer.from(JSON.stringify(changed)));
      await expect(receiver.page.getByText(/書き出した後で、だれかが内容を変えています/)).toBeVisible();
      await builder.names('変えられたもの');
      await builder.goesTo('設定');
      await expect(origin).toContainText('書き出した後で内容が変えられていました。');
    });

    await test.step('damaged', async () => {
      await receiver.goesToForms();
      await reads(builder, file.content.subarray(0, file.content.length / 2));
      await expect(receiver.page.getByRole('alert')).toBeVisible();
      await expect(receiver.button('作成する')).toBeDisabled();
    });
  } finally {
    await context.close();
    await there.stop();
  }
  expect(complaints, 'complaints of the browser at the other municipality').toEqual([]);
});

async function reads(builder: Builder, buffer: Buffer): Promise<void> {
  await builder.beginsBy('ファイルから');
  await builder.officer.page
    .getByLabel('申請フォームのファイル')
    .setInputFiles({ name: 'form.madoguchi.json', mimeType: 'application/json', buffer });
}
