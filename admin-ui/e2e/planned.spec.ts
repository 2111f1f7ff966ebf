/** A form goes live by itself at the time a clerk chose, and an edit before that takes the plan back. */
import { mouse } from './hands/pointer';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '調理室の利用の申込み';
/** Enough for pressing a button on a busy machine. */
const SOON_MS = 45_000;

/** So many milliseconds from now on the clocks of Japan, as an input for date and time holds it, to the second. */
function inJapan(milliseconds: number): string {
  return new Date(Date.now() + milliseconds + 9 * 3_600_000).toISOString().slice(0, 19);
}

test('a form is planned, taken back by an edit, planned again, and goes live at its time', async ({
  server,
  newPage,
}) => {
  const officer = new Officer(await newPage(), mouse);
  const { page } = officer;
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('空のフォーム', TITLE);
  await builder.adds('氏名');
  await builder.isSaved();

  await plans(builder, 24 * 3_600_000);
  const view = page.getByRole('region', { name: '公開', exact: true });
  await expect(view).toContainText('下書きの公開を予約しています');
  await expect(view).toContainText('今の状態：下書き');
  await officer.checks('a plan');

  await builder.goesTo('編集');
  await expect(page.getByText('この予約は取り消されます')).toBeVisible();
  await builder.adds('電話番号');
  await expect(page.getByText('下書きが変わったため、取り消されました')).toBeVisible();

  await plans(builder, SOON_MS);
  await expect(view).toContainText('今の状態：下書き');
  await expect(async () => {
    await page.reload();
    await expect(view).toContainText('今の状態：公開中', { timeout: 1000 });
  }).toPass({ timeout: 2 * SOON_MS });
  const link = await view.getByRole('link', { name: /^http/ }).getAttribute('href');
  const resident = new Resident(await newPage(), mouse);
  await resident.begins(link ?? '', TITLE);
  await expect(resident.text('電話番号')).toBeVisible();
});

/** So many milliseconds from the moment the time is written. */
async function plans(builder: Builder, milliseconds: number): Promise<void> {
  const { officer } = builder;
  const view = await builder.goesToPublish();
  await officer.hands.tick(view.getByRole('radio', { name: '日時を決めて' }));
  await view.getByLabel(/^公開する日時/).fill(inJapan(milliseconds));
  await officer.hands.press(view.getByRole('button', { name: '公開を予約する' }));
  await expect(view).toContainText('公開を予約しました。');
}
