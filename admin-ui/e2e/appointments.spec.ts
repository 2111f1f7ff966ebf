/** Appointments: picked, taken by somebody else, changed and cancelled; with scripts and without, in every look. */
import { expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { expectAccessible, expectAccessibleWithoutScripts } from './house/axe';
import { books, dayAhead, makesCalendar, type Slot } from './house/calendars';
import { begin } from './house/filler';
import { publishDocument, publishTemplate } from './house/forms';
import type { Server } from './house/server';
import { expectNoSidewaysScroll } from './house/reflow';
import { test } from './house/test';

const SLUG = 'consultation-booking';
const PHONE = '03-0000-0001';
const LOOKS: Record<string, BrowserContextOptions> = {
  '320 px': { viewport: { width: 320, height: 640 } },
  '1280 px': { viewport: { width: 1280, height: 800 } },
  'the colours of the system': { viewport: { width: 390, height: 844 }, forcedColors: 'active' },
  'without scripts': { viewport: { width: 360, height: 740 }, javaScriptEnabled: false },
};

const others = (slot: string) => ({
  visit: slot,
  people: 1,
  topic: 'tax',
  name: { familyName: '窓口', givenName: '次郎' },
  phone: '03-0000-0002',
});

class Applicant {
  constructor(
    readonly page: Page,
    private readonly look: string,
  ) {}

  get hasScripts(): boolean {
    return this.look !== 'without scripts';
  }

  async sees(state: string, heading: string): Promise<void> {
    await expect(
      this.page.getByRole('heading', { level: 1, name: heading, exact: true }),
      state,
    ).toBeVisible();
    await this.isFine(state);
  }

  /** axe finds nothing, and nothing is wider than the window. */
  async isFine(state: string): Promise<void> {
    const audit = this.hasScripts ? expectAccessible : expectAccessibleWithoutScripts;
    await audit(this.page, `${state}, ${this.look}`);
    await expectNoSidewaysScroll(this.page, `${state}, ${this.look}`);
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).last().click();
    await expect(this.page.locator('form[aria-busy=true]')).toHaveCount(0);
  }

  /** A day of the calendar, in whichever of its months it is. */
  async looksAt(day: string): Promise<void> {
    const [year, month, date] = day.split('-').map(Number);
    const caption = `${year}年${month}月`;
    if ((await this.page.locator('caption').innerText()) !== caption) await this.press(caption);
    await expect(this.page.locator('caption')).toHaveText(caption);
    await this.press(new RegExp(`^${month}月${date}日 `));
    await expect(
      this.page.getByRole('radiogroup', { name: new RegExp(`^${month}月${date}日 .曜日の時間`) }),
    ).toBeVisible();
  }

  /** The first page: two people at this slot. */
  async picks(slot: Slot): Promise<void> {
    await this.page.getByLabel('相談に来る人数').fill('1');
    await this.page.getByLabel('相談に来る人数').blur();
    await this.looksAt(slot.day);
    if (this.hasScripts) await expect(this.page.locator('.times legend')).toBeFocused();
    await this.page.locator(`input[name=visit][value="${slot.id}"]`).check();
    await this.press('次へ進む');
  }

  async tellsWho(): Promise<void> {
    const { page } = this;
    await page.getByLabel('税金').check();
    await page.getByLabel('姓', { exact: true }).fill('窓口');
    await page.getByLabel('名', { exact: true }).fill('花子');
    await page.getByLabel('電話番号').fill(PHONE);
    await this.press('次へ進む');
    await expect(page.getByRole('heading', { level: 1, name: /確認/ })).toBeVisible();
  }
}

/** Picks a slot, finds it taken at the end, and takes the first one that is offered. */
async function booksAfterAll(person: Applicant, server: Server, slots: Slot[]): Promise<void> {
  const { page } = person;
  const [first] = slots;
  if (first === undefined) throw new Error('a calendar has slots');
  await begin(page, `/f/${SLUG}`);
  await person.isFine('the picker');
  await person.picks(first);
  await person.tellsWho();
  await books(server, SLUG, others(first.id));
  await person.press('この内容で送信する');
  await expect(page.getByRole('alert')).toContainText('ほかの方の予約で埋まりました');
  await person.isFine('a slot that was taken');
  await page.locator('.takes button').first().click();
  await expect(page.getByRole('heading', { level: 1, name: /確認/ })).toBeVisible();
  await expect(page.locator('main')).toContainText('9時30分〜10時00分');
  await expect(page.locator('main')).toContainText(PHONE);
  await person.press('この内容で送信する');
  await person.sees('the receipt', '受け付けました');
  await expect(page.locator('.visit')).toContainText('9時30分〜10時00分');
}

async function changesAndCancels(person: Applicant): Promise<void> {
  const { page } = person;
  await person.press('予約を変更する');
  await person.sees('the change', '予約の変更');
  await page.getByRole('radio', { name: '北部市民センター' }).check();
  if (!person.hasScripts) await person.press('この会場の空きを見る');
  await person.looksAt(dayAhead(5));
  await page.locator('.times input').last().check();
  await person.press('この日時に変更する');
  await person.sees('changed', '予約を変更しました');
  await expect(page.locator('main')).toContainText('北部市民センター');
  await page.getByRole('link', { name: '受付のページに戻る' }).click();
  await person.press('予約を取り消す');
  await person.sees('asked', '予約を取り消しますか');
  await person.press('予約を取り消す');
  await person.sees('cancelled', '予約を取り消しました');
  await page.getByRole('link', { name: '受付のページに戻る' }).click();
  await expect(page.locator('main')).toContainText('取り消されています');
  await person.isFine('the receipt of a cancelled appointment');
}

/** Nothing to book: no calendar, not yet, everything taken. */
async function findsNothing(person: Applicant, server: Server): Promise<void> {
  const { page } = person;
  const document = (key: string) => ({
    'x-language': 3,
    type: 'object',
    title: `予約 ${key}`,
    'x-settings': { contact: { name: '相談課', phone: '00-0000-0000' } },
    properties: { visit: { type: 'object', title: '予約の日時', 'x-kind': 'slot', 'x-slots': key } },
  });
  const meets = async (key: string, words: RegExp) => {
    await begin(page, await publishDocument(server, key, document(key)));
    await expect(page.locator('main')).toContainText(words);
    await person.isFine(key);
  };
  await makesCalendar(server, 'nothing', { rules: { blocks: [] } });
  await meets('nothing', /いま予約できる日時はありません/);
  await makesCalendar(server, 'later', { opens_at: '2099-04-01T09:00:00+09:00' });
  await meets('later', /2099年4月1日 水曜日 9時00分00秒に始まります/);
  const only = { places: [{ title: '中央公民館' }], max_persons: 1 };
  const rules = {
    blocks: [
      {
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        from: dayAhead(3),
        until: dayAhead(3),
        begins: '09:00',
        ends: '09:30',
        minutes: 30,
        capacity: 1,
      },
    ],
  };
  const [last] = await makesCalendar(server, 'full', { ...only, rules });
  await publishDocument(server, 'full', document('full'));
  await books(server, 'full', { visit: last?.id });
  await expect(async () => {
    await begin(page, '/f/full');
    await expect(page.locator('main')).toContainText('すべて満員です', { timeout: 100 });
  }).toPass({ timeout: 10_000 });
  await person.isFine('full');
  await expect(page.getByRole('radio')).toBeDisabled();
}

/** A slot that is held while somebody fills in: the page says until when. */
async function holds(person: Applicant, server: Server): Promise<void> {
  const { page } = person;
  const [first] = await makesCalendar(server, 'held', { hold_minutes: 10 });
  const visit = { type: 'object', title: '予約の日時', 'x-kind': 'slot', 'x-slots': 'held' };
  const document = {
    'x-language': 3,
    type: 'object',
    title: '予約',
    properties: { visit },
    required: ['visit'],
  };
  await begin(page, await publishDocument(server, 'held', document));
  await person.looksAt(first?.day ?? '');
  await page.locator(`input[name=visit][value="${first?.id}"]`).check();
  await person.press('次へ進む');
  await expect(page.locator('main')).toContainText(/まで、この枠をほかの方が予約できないようにしています/);
  await person.isFine('held');
}

for (const [look, options] of Object.entries(LOOKS))
  test(`an appointment, from the calendar to its end: ${look}`, async ({ server, newPage }) => {
    const slots = await makesCalendar(server, 'consultation');
    await publishTemplate(server, SLUG);
    const person = new Applicant(await newPage(options), look);
    await booksAfterAll(person, server, slots);
    await changesAndCancels(person);
    await holds(person, server);
    await findsNothing(person, server);
  });
