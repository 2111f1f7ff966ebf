/** A clerk makes a calendar of appointments, sees who comes, changes a slot, closes a day: by keyboard at a desk, by mouse on a phone. */
import type { Locator } from '@playwright/test';
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { books } from './house/calendars';
import { publishTemplate } from './house/forms';
import { looker, SIZES, type Looks } from './house/looker';
import type { Server } from './house/server';
import { expect, test } from './house/test';
import { Officer } from './people/officer';

const TITLE = '相談の予約枠';
const SLUG = 'consultation-booking';

for (const [where, hands] of [
  ['at a desk', keyboard],
  ['on a phone', mouse],
] as const)
  test(`a calendar of appointments, from its first rule to a closed day, ${where}`, async ({
    server,
    newPage,
  }) => {
    const clerk = new Clerk(new Officer(await newPage(SIZES[where]), hands), server);
    await clerk.officer.signsIn(server.admin);
    await test.step('a calendar', () => clerk.makesCalendar());
    await test.step('rules', () => clerk.makesRules());
    await test.step('a slot', () => clerk.changesSlot());
    await test.step('a day', () => clerk.seesWhoComes());
    await test.step('a case', () => clerk.movesSomebody());
    await test.step('a closed day', () => clerk.closesDay());
    await test.step('places and terms', () => clerk.setsTerms());
  });

class Clerk {
  private readonly looks: Looks;

  constructor(
    readonly officer: Officer,
    private readonly server: Server,
  ) {
    this.looks = looker(officer.page);
  }

  private press(target: Locator): Promise<void> {
    return this.officer.hands.press(target);
  }

  private write(label: string | RegExp, text: string): Promise<void> {
    return this.officer.hands.write(this.officer.page.getByLabel(label), text);
  }

  private async tab(name: string): Promise<void> {
    const tabs = this.officer.page.getByRole('navigation', { name: '予約枠の画面' });
    await this.press(tabs.getByRole('link', { name, exact: true }));
  }

  private slots(): Locator {
    return this.officer.page.locator('[data-slot]');
  }

  async makesCalendar(): Promise<void> {
    const { officer } = this;
    await this.press(officer.link('予約枠'));
    await officer.sees('予約枠');
    await this.looks('no calendar');
    await this.press(officer.button('新しい予約枠'));
    const dialog = officer.page.getByRole('dialog', { name: '新しい予約枠' });
    await this.press(dialog.getByRole('button', { name: '作成する' }));
    await expect(dialog).toContainText('名前を入力してください。');
    await this.looks('a new calendar with mistakes');
    await this.write(/^名前/, TITLE);
    await this.write(/^キー/, 'consultation');
    await this.write(/^最初の会場/, '中央公民館');
    await this.press(dialog.getByRole('button', { name: '作成する' }));
    await officer.sees(TITLE);
  }

  async makesRules(): Promise<void> {
    const { page } = this.officer;
    await this.press(this.officer.button('規則を追加'));
    const weekend = (name: string) => page.getByRole('checkbox', { name: new RegExp(`^${name}`) });
    for (const name of ['土', '日']) await this.officer.hands.tick(weekend(name));
    await this.write('1枠の定員（人）', '0');
    await this.press(this.officer.button('保存する'));
    await expect(page.getByLabel('1枠の定員（人）')).toHaveAttribute('aria-invalid', 'true');
    await this.looks('a rule with a mistake');
    await this.write('1枠の定員（人）', '2');
    await this.officer.hands.untick(page.getByRole('checkbox', { name: /国民の祝日/ }));
    await this.press(this.officer.button('保存する'));
    await expect(page.getByText(/^規則を保存しました。/)).toBeVisible();
    await expect(page.getByText('今、反映すると次のようになります。')).toBeVisible();
    await this.looks('what the rules would do');
    await this.press(this.officer.button('枠に反映する'));
    await expect(page.getByText(/^反映しました。/)).toBeVisible();
    await this.looks('rules that are applied');
  }

  async changesSlot(): Promise<void> {
    const { page } = this.officer;
    await this.tab('予約の状況');
    await this.press(this.officer.button('次へ →'));
    await expect(this.slots().first()).toContainText('0/2');
    await this.looks('the grid');
    await this.press(this.slots().first());
    const dialog = page.getByRole('dialog', { name: /の枠$/ });
    await expect(dialog).toBeVisible();
    await this.looks('a slot');
    await this.officer.hands.write(dialog.getByLabel('定員（人）', { exact: true }), '3');
    await this.press(dialog.getByRole('button', { name: '保存する' }));
    await expect(this.slots().first()).toContainText('0/3');
    await this.looks('a slot that was changed');
    if (this.officer.hands !== keyboard) return;
    await expect(this.slots().first()).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator('[data-slot]:focus')).toHaveCount(1);
    await expect(this.slots().first()).not.toBeFocused();
  }

  async seesWhoComes(): Promise<void> {
    const { page } = this.officer;
    const slot = await this.slots().first().getAttribute('data-slot');
    await publishTemplate(this.server, SLUG);
    await books(this.server, SLUG, {
      visit: slot,
      people: 1,
      topic: 'tax',
      name: { familyName: '窓口', givenName: '花子' },
      phone: '03-0000-0001',
    });
    await page.reload();
    await expect(this.slots().first()).toContainText('1/3');
    await this.press(this.officer.button(/に来る人$/).first());
    await expect(page.getByText('予約1件、1人です。')).toBeVisible();
    await this.looks('who comes');
    const csv = await this.officer.downloads(this.officer.link('CSVを受け取る'));
    expect(csv.content.toString('utf8')).toContain('窓口');
  }

  async movesSomebody(): Promise<void> {
    const { page } = this.officer;
    const table = page.getByRole('table', { name: /^来る人の一覧/ });
    await this.press(table.getByRole('link').first());
    await expect(page.getByRole('heading', { name: '予約', exact: true })).toBeVisible();
    await this.looks('a case with an appointment');
    await this.press(this.officer.button('日時を変更'));
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('radio').first()).toBeVisible();
    await this.looks('another slot for a caller');
    await page.keyboard.press('Escape');
    await this.press(this.officer.button('予約を取消し'));
    const asked = page.getByRole('alertdialog');
    await expect(asked).toBeVisible();
    await this.looks('an appointment about to be cancelled');
    await page.keyboard.press('Escape');
    await expect(asked).toBeHidden();
  }

  async closesDay(): Promise<void> {
    const { page } = this.officer;
    await this.press(this.officer.link('予約枠'));
    await expect(page.getByText(/^空き[\d,]+人分/)).toBeVisible();
    await this.looks('the calendars');
    await this.press(this.officer.link(TITLE));
    await this.press(this.officer.button('次へ →'));
    await this.press(this.officer.button(/を休みにする$/).first());
    const dialog = page.getByRole('alertdialog', { name: 'この日を休みにしますか' });
    await expect(dialog).toContainText('予約1件（1人）を取り消します。');
    await this.looks('a day about to be closed');
    await this.press(dialog.getByRole('button', { name: /^休みにして/ }));
    await expect(this.slots().first()).toHaveAccessibleName(/休止/);
    await this.looks('a closed day');
    await this.press(this.officer.button(/を再開する$/).first());
    await expect(page.getByRole('alertdialog', { name: 'この日を再開しますか' })).toBeVisible();
    await this.looks('a day about to be opened again');
    await page.keyboard.press('Escape');
  }

  async setsTerms(): Promise<void> {
    const { page } = this.officer;
    await this.tab('会場');
    await this.press(this.officer.button('会場を追加'));
    await this.write(/^会場2の名前/, '中央公民館');
    await this.press(this.officer.button('保存する'));
    await expect(page.getByText(/同じ名前の会場があります/)).toBeVisible();
    await this.looks('two places of one name');
    await this.write(/^会場2の名前/, '北部市民センター');
    await this.press(this.officer.button('保存する'));
    await expect(page.getByText(/^会場を保存しました/)).toBeVisible();
    await this.tab('受付の条件');
    await this.write('入力中に枠を取っておく時間（分）', '10');
    await this.looks('the terms');
    await this.press(this.officer.button('保存する'));
    await expect(page.getByText(/^受付の条件を保存しました/)).toBeVisible();
  }
}
