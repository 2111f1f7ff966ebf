/** Every state in which residents meet a page, in a narrow window, a wide one, and in the colours of the system. */
import path from 'node:path';
import { expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { expectAccessible } from './house/axe';
import { today } from './house/days';
import { begin, fillPage, routes } from './house/filler';
import { FORMS, publishTemplate } from './house/forms';
import type { Server } from './house/server';
import { test } from './house/test';
import { NAME, PAGES, publishesLending } from './journeys/lending';

/** Whether a half-filled form can be kept on the server. */
const CAN_SAVE: boolean = true;
const STEPS = 12;
const LOOKS: Record<string, BrowserContextOptions> = {
  '320 px': { viewport: { width: 320, height: 640 } },
  '1280 px': { viewport: { width: 1280, height: 800 } },
  'the colours of the system': { viewport: { width: 390, height: 844 }, forcedColors: 'active' },
};
const NEXT = '次へ進む';

class Visitor {
  constructor(
    readonly page: Page,
    readonly server: Server,
    private readonly look: string,
  ) {}

  /** The page with this first heading; axe finds nothing on it. */
  async sees(state: string, heading: string | RegExp): Promise<void> {
    const title = this.page.getByRole('heading', { level: 1, name: heading, exact: true });
    await expect(title, state).toBeVisible();
    await expectAccessible(this.page, `${state}, ${this.look}`);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).last().click();
    await expect(this.page.locator('form[data-journey][aria-busy=true]')).toHaveCount(0);
  }

  async mistakes(state: string): Promise<void> {
    await this.press(NEXT);
    await expect(this.page.getByRole('alert'), state).toBeVisible();
    await expectAccessible(this.page, `${state}, ${this.look}`);
  }

  /** Answers pages as `form paths` says until this is there. */
  async walksTo(slug: string, selector: string, isExit: boolean): Promise<void> {
    const all = await routes(this.server, path.join(FORMS, `${slug}.json`), today());
    const way = all.find((route) => (route.exit !== null) === isExit);
    if (way === undefined) throw new Error(`${slug} has no such way`);
    await begin(this.page, await publishTemplate(this.server, slug));
    for (let step = 0; step < STEPS; step++) {
      if ((await this.page.locator(selector).count()) > 0) return;
      await fillPage(this.page, way.answers);
      await this.press(NEXT);
    }
    throw new Error(`${slug}: ${selector} does not come`);
  }

  /** Sets what staff can set of a form, and waits until residents are told. */
  async sets(slug: string, change: object, words: string): Promise<void> {
    const token = await this.server.run('token', 'issue', '--email', this.server.admin.email);
    const headers = { authorization: `Bearer ${token}` };
    const forms = `${this.server.url}/api/v1/staff/forms`;
    const list: unknown = await (await this.page.request.get(forms, { headers })).json();
    const all = (list as { forms: { id: string; slug: string }[] }).forms;
    const id = all.find((form) => form.slug === slug)?.id ?? slug;
    const answer = await this.page.request.patch(`${forms}/${id}`, { headers, data: change });
    expect(answer.status(), await answer.text()).toBe(200);
    await expect(async () => {
      await this.page.goto(`/f/${slug}`);
      await expect(this.page.locator('main')).toContainText(words, { timeout: 100 });
    }).toPass({ timeout: 10_000 });
  }

  async fillsLending(name: string): Promise<void> {
    await fillPage(this.page, { name, count: 3 });
  }

  async entries(): Promise<Record<string, string>> {
    return this.page.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[data-journey]');
      return Object.fromEntries(
        [...new FormData(form ?? undefined)].map(([name, value]) => [name, value as string]),
      );
    });
  }
}

async function readsAround(visitor: Visitor): Promise<void> {
  const { page } = visitor;
  await page.goto('/');
  await visitor.sees('the portal', 'オンラインでできる手続');
  await page.goto('/?q=kakuujuu');
  await expect(page.locator('main')).toContainText('合う手続は見つかりませんでした');
  await expectAccessible(page, 'a search without a result');
  await page.goto('/f/no-such-form');
  await visitor.sees('not found', 'ページが見つかりません');
  await page.goto('/f/vaccine-booking');
  await visitor.sees('the start page', 'ワクチン接種の予約');
  await begin(page, '/f/vaccine-booking');
  await visitor.sees('the first page', 'ワクチン接種の予約');
  await visitor.mistakes('the first page with mistakes');
  await visitor.walksTo('child-allowance', 'button[value^="add-row:"]', false);
  await visitor.mistakes('rows with mistakes');
  await visitor.walksTo('disaster-certificate', 'main button[value=back]:only-of-type', true);
  await expect(page.getByText('この手続はここで終わりです。')).toBeVisible();
  await expectAccessible(page, 'the exit');
}

/** From an empty form to its receipt; then a page that sends something else under the same key. */
async function sends(visitor: Visitor): Promise<void> {
  const { page, server } = visitor;
  const first = await publishesLending(server);
  await page.goto(first);
  if (CAN_SAVE) {
    await visitor.fillsLending(NAME);
    await visitor.press('保存して、あとで続ける');
    await visitor.sees('saved', /保存/);
    await page.goto(first);
  }
  await visitor.fillsLending(NAME);
  await visitor.press(NEXT);
  await visitor.press(NEXT);
  await visitor.sees('the confirmation', PAGES[2]);
  const other = await visitor.entries();
  await visitor.press(/^修正する\s*：借りるもの$/);
  await visitor.fillsLending('窓口 太郎');
  await visitor.press('確認へ進む');
  await visitor.sees('the confirmation after a correction', PAGES[2]);
  const sent = await page.request.post(`${server.url}/f/lending`, { form: { ...other, _action: 'submit' } });
  expect(sent.ok()).toBe(true);
  await visitor.press('この内容で送信する');
  await visitor.sees('already received', 'すでに受け付けています');
  await visitor.press('新しい申請として送信する');
  await visitor.sees('the receipt', '受け付けました');
}

async function cannotGoOn(visitor: Visitor): Promise<void> {
  const { page, server } = visitor;
  await page.goto('/f/lending/form');
  await visitor.fillsLending(NAME);
  await page.locator('[name=_state]').evaluate((state: HTMLInputElement) => (state.value = 'damaged'));
  await visitor.press(NEXT);
  await visitor.sees('a state that cannot be read', '続きを表示できません');
  const damaged = await page.request.post(`${server.url}/f/lending`, {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    data: 'x',
  });
  await page.route('**/f/lending', (route) => route.fulfill({ response: damaged }));
  await page.goto('/f/lending');
  await visitor.sees('a body that cannot be read', '送られた内容を読み取れません');
  await page.unroute('**/f/lending');
  await visitor.sets('lending', { capacity: 1 }, '定員に達しました');
  await expectAccessible(page, 'full');
  await visitor.sets('child-allowance', { opens_at: '2099-04-01T09:00' }, '受付はまだ始まっていません');
  await expectAccessible(page, 'not yet open');
  await visitor.sets('disaster-certificate', { closes_at: '2020-04-01T09:00' }, '受付は終わりました');
  await expectAccessible(page, 'closed');
}

for (const [look, options] of Object.entries(LOOKS))
  test(`every state of the pages: ${look}`, async ({ server, newPage }) => {
    const visitor = new Visitor(await newPage(options), server, look);
    await readsAround(visitor);
    await sends(visitor);
    await cannotGoOn(visitor);
  });
