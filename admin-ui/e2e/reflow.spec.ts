/** At 320 px (or 1280 px zoomed to 400 %) no page scrolls sideways; tables and code may scroll inside themselves. */
import { mouse } from './hands/pointer';
import { expectNoSidewaysScroll } from './house/reflow';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const NARROW = { viewport: { width: 320, height: 640 } };

test('resident pages fit into 320 px', async ({ newPage }) => {
  const page = await newPage(NARROW);
  const resident = new Resident(page, mouse);
  await page.goto('/');
  await resident.sees('オンラインでできる手続');
  await expectNoSidewaysScroll(page, 'the portal');
  await page.goto('/f/vaccine-booking');
  await resident.sees('ワクチン接種の予約');
  await expectNoSidewaysScroll(page, 'the start page');
  await resident.hands.press(resident.button('入力を始める'));
  await page.waitForURL(/\/form(\?|$)/);
  await resident.sees('ワクチン接種の予約');
  await expectNoSidewaysScroll(page, 'the first page');
  await resident.hands.press(resident.button('次へ進む'));
  await expect(page.getByRole('alert')).toContainText('入力内容を確かめてください');
  await expectNoSidewaysScroll(page, 'the first page with mistakes');
  await page.goto('/f/no-such-form');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await resident.sees((await page.getByRole('heading', { level: 1 }).innerText()).trim());
  await expectNoSidewaysScroll(page, 'a page that does not exist');
});

test('staff screens fit into 320 px', async ({ server, newPage }) => {
  const page = await newPage(NARROW);
  const officer = new Officer(page, mouse);
  await page.goto('/admin/');
  await officer.sees('Madoguchi 管理画面');
  await expectNoSidewaysScroll(page, 'the sign-in page');
  await officer.signsIn(server.admin);
  await expectNoSidewaysScroll(page, 'the list of forms');
  await officer.goesToSubmissions('ワクチン接種の予約');
  await expectNoSidewaysScroll(page, 'the list of submissions');
  await officer.hands.press(officer.link('このフォームの編集画面'));
  await officer.sees('ワクチン接種の予約');
  await expectNoSidewaysScroll(page, 'the builder');
  const builder = new Builder(officer);
  for (const view of ['プレビュー', '設定'] as const) {
    await builder.goesTo(view);
    await officer.checks(view);
    await expectNoSidewaysScroll(page, `the builder: ${view}`);
  }
  for (const place of ['部署', '職員']) {
    await officer.hands.press(officer.link(place));
    await officer.sees(place);
    await expectNoSidewaysScroll(page, place);
  }
});
