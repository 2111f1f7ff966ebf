/** A resident at the public pages: what can be seen there, in the words of the pages. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Hands } from '../hands/hands';
import { expectAccessible, expectAccessibleWithoutScripts } from '../house/axe';
import { download } from '../house/download';

export const RECEIPT_NUMBER = /^[A-Z0-9]{1,6}-[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]$/;

interface Mistake {
  field: Locator;
  /** Where a question has several inputs, the message belongs to their group. */
  group?: Locator;
  message: string;
  /** What stands beside the field, where it says less than the summary: a row need not name itself. */
  beside?: string;
}

/** A name of a control that begins with these words; 必須 or 任意 follows them. */
const named = (words: string) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

export class Resident {
  constructor(
    readonly page: Page,
    readonly hands: Hands,
    /** Whether the resident's browser runs scripts. */
    readonly hasScripts = true,
    /** Where the resident looks: the whole page, or one row of a repeating group. */
    private readonly place: Page | Locator = page,
  ) {}

  private async audit(name: string): Promise<void> {
    await (this.hasScripts
      ? expectAccessible(this.page, name)
      : expectAccessibleWithoutScripts(this.page, name));
  }

  /** Reads the start page of a form and goes on to its questions. */
  async begins(url: string, title: string): Promise<void> {
    await this.page.goto(url);
    await this.sees(title);
    await this.hands.press(this.button('入力を始める'));
    await this.page.waitForURL(/\/form(\?|$)/);
    await this.sees(title);
  }

  text(label: string): Locator {
    return this.place.getByRole('textbox', { name: named(label) });
  }

  list(label: string): Locator {
    return this.place.getByRole('combobox', { name: named(label) });
  }

  group(legend: string): Locator {
    return this.place.getByRole('group', { name: named(legend) });
  }

  radio(question: string, answer: string): Locator {
    const group = this.place.getByRole('radiogroup', { name: named(question) });
    return group.getByRole('radio', { name: answer, exact: true });
  }

  /** The row of a repeating group with this name: 「お子さん 2」. */
  row(name: string): Locator {
    return this.page.getByRole('group', { name, exact: true });
  }

  /** The same resident, looking at one row only. */
  inRow(name: string): Resident {
    return new Resident(this.page, this.hands, this.hasScripts, this.row(name));
  }

  /** The value of a calculated question. */
  workedOut(label: string): Locator {
    return this.place.getByRole('status', { name: named(label) });
  }

  /** One input of a question that has several: 姓 of 氏名, 月 of 生年月日. */
  part(question: string, label: string): Locator {
    return this.group(question).getByLabel(label, { exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  async write(label: string, text: string): Promise<void> {
    await this.hands.write(this.text(label), text);
  }

  async writeParts(question: string, parts: Record<string, string>): Promise<void> {
    for (const [label, text] of Object.entries(parts))
      await this.hands.write(this.part(question, label), text);
  }

  async answer(question: string, answer: string): Promise<void> {
    await this.hands.tick(this.radio(question, answer));
  }

  /** Sees the page with this heading (its sections may have those of other pages), and axe finds nothing on it. */
  async sees(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: heading, exact: true, level: 1 })).toBeVisible();
    await this.audit(heading);
  }

  async goesOn(heading: string): Promise<void> {
    await this.hands.press(this.button('次へ進む'));
    await this.sees(heading);
  }

  /** The summary of mistakes says how many there are, and the mistakes stand in it and beside their fields. */
  async isToldAbout(mistakes: Mistake[]): Promise<void> {
    const summary = this.page.getByRole('alert');
    await expect(summary).toContainText(`入力内容を確かめてください（${mistakes.length}件）`);
    await expect(this.page).toHaveTitle(/^エラー：/);
    for (const { field, group, message, beside = message } of mistakes) {
      await expect(summary.getByRole('link', { name: message, exact: true })).toBeVisible();
      await expect(group ?? field).toHaveAccessibleDescription(new RegExp(beside));
      await expect(field).toHaveAttribute('aria-invalid', 'true');
    }
    await this.audit(`mistakes: ${mistakes.map(({ message }) => message).join(' ')}`);
  }

  /** Follows the link of a mistake to its field. */
  async goesToMistake(message: string, field: Locator): Promise<void> {
    await this.hands.press(this.page.getByRole('alert').getByRole('link', { name: message, exact: true }));
    await expect(field).toBeFocused();
  }

  /** What the confirmation page or the receipt says about a question. */
  answerTo(question: string): Locator {
    const label = this.page.getByRole('term').filter({ hasText: new RegExp(`${named(question).source}$`) });
    return this.page.locator('dl > div').filter({ has: label }).getByRole('definition');
  }

  async expectAnswers(answers: Record<string, string>): Promise<void> {
    for (const [question, answer] of Object.entries(answers)) {
      await expect(this.answerTo(question), question).toHaveText(answer);
    }
  }

  /** The receipt number that the receipt page shows. */
  async receiptNumber(): Promise<string> {
    const number = this.page.getByRole('definition').filter({ hasText: RECEIPT_NUMBER }).first();
    await expect(number).toBeVisible();
    return (await number.innerText()).trim();
  }

  /** Presses a link that gives a file. */
  async downloads(link: Locator): Promise<{ name: string; content: Buffer }> {
    return download(this.page, () => this.hands.press(link));
  }
}
