/** Somebody who does what the guide says, and knows nothing else: finds things by the words that the guide quotes. */
import { expect, type Locator, type Page } from '@playwright/test';
import { weekdayFromToday, type Day } from '../house/days';
import { download } from '../house/download';
import type { Deed, Row } from './text';

/** What can be pressed, in the order in which a person would take it for what is meant. */
const PRESSED = ['menuitem', 'button', 'link', 'row'] as const;
type Pressed = (typeof PRESSED)[number];
/** Without what only a screen reader finds at the edge of a dialog. */
const SHOWN = ':visible:not(button[tabindex="-1"])';
const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Reader {
  constructor(
    public page: Page,
    /** What was handed over before: the words of the guide, and what they stand for. */
    private readonly given: Record<string, string>,
  ) {}

  async does(deed: Exclude<Deed, { do: 'other' | 'picture' }>): Promise<void> {
    if (deed.do === 'press') await (await this.pressable(deed.what, deed.isRow ? ['row'] : PRESSED)).click();
    else if (deed.do === 'download') await this.downloads(deed.what);
    else if (deed.do === 'pdf') await this.opensPdf(deed.what);
    else if (deed.do === 'write') await this.writes(deed.where, this.given[deed.text] ?? deed.text);
    else if (deed.do === 'choose') await this.chooses(deed.what, deed.where);
    else if (deed.do === 'untick')
      await this.page.getByRole('checkbox', { name: deed.what, exact: true }).uncheck();
    else if (deed.do === 'see') await this.sees(deed.what);
    else await this.fills(deed.rows);
  }

  /** The one thing with this name; two of them would be a guide that leaves the reader alone. */
  private async pressable(name: string, roles: readonly Pressed[] = PRESSED): Promise<Locator> {
    let found: Locator | undefined;
    await expect
      .poll(async () => {
        // A label may go on: 「WK-」 of the number, 「申請を出力 ▾」.
        for (const pattern of [RegExp(`^${escaped(name)}$`), RegExp(`^${escaped(name)}`)]) {
          for (const role of roles) {
            found = this.page.getByRole(role, { name: pattern }).and(this.page.locator(SHOWN));
            const count = await found.count();
            if (count > 0) return count;
          }
        }
        return 0;
      }, `things to press named 「${name}」`)
      .toBe(1);
    if (found === undefined) throw new Error('unreachable: the poll has just found it');
    return found;
  }

  private async downloads(name: string): Promise<void> {
    const thing = await this.pressable(name);
    const { content } = await download(this.page, () => thing.click());
    expect(content.length, `what 「${name}」 gives`).toBeGreaterThan(100);
  }

  private async opensPdf(name: string): Promise<void> {
    const address = await (await this.pressable(name)).getAttribute('href');
    const answer = await this.page.request.get(address ?? '');
    expect(answer.headers()['content-type'], name).toContain('application/pdf');
  }

  private field(label: string): Locator {
    const name = RegExp(`^${escaped(label)}\\s*(（?(※必須|必須|任意)）?)?$`);
    return this.page
      .getByRole('textbox', { name })
      .or(this.page.getByRole('searchbox', { name }))
      .or(
        this.page.getByLabel(name).and(this.page.locator('input[type=datetime-local], input[type=password]')),
      );
  }

  private async writes(label: string, text: string): Promise<void> {
    const field = this.field(label);
    await expect(field, `the field 「${label}」`).toHaveCount(1);
    const isMoment = (await field.getAttribute('type')) === 'datetime-local';
    await field.fill(isMoment ? momentOf(text) : text);
    await field.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  }

  private async chooses(what: string, where?: string): Promise<void> {
    if (where !== undefined) {
      await this.page.getByLabel(where, { exact: true }).selectOption({ label: what });
      return;
    }
    await this.page.getByRole('radio', { name: what, exact: true }).check();
  }

  /** The words stand somewhere: as a text, as a label, or in the page of residents that is shown inside. */
  private async sees(words: string): Promise<void> {
    await expect.poll(() => this.finds(words), `「${words}」 on the screen`).toBe(true);
  }

  /** Looks for the words and brings them into view, as a person scrolls to what is spoken of. */
  private async finds(words: string): Promise<boolean> {
    const { page } = this;
    const inside = page.frames().filter((frame) => frame !== page.mainFrame());
    const roles = (['link', 'button'] as const).map((role) => page.getByRole(role, { name: words }));
    const places = [page.getByText(words), page.getByLabel(words), ...roles];
    for (const place of [...places, ...inside.map((frame) => frame.getByText(words))]) {
      const shown = place.filter({ visible: true });
      if ((await shown.count()) === 0) continue;
      await shown.first().scrollIntoViewIfNeeded();
      return true;
    }
    return false;
  }

  /** The answers of the table, page by page. */
  private async fills(rows: readonly Row[]): Promise<void> {
    let page = rows[0]?.page ?? '';
    for (const row of rows) {
      if (row.page !== page) await this.goesOn(row.page);
      page = row.page;
      await this.answers(row);
    }
    await this.goesOn('入力内容の確認');
  }

  private async goesOn(heading: string): Promise<void> {
    await this.page.getByRole('button', { name: '次へ進む', exact: true }).click();
    await expect(this.page.getByRole('heading', { name: heading, exact: true })).toBeVisible();
  }

  private async answers({ question, answer }: Row): Promise<void> {
    const name = RegExp(`^${escaped(question)}`);
    const written = /^`(.+)`$/.exec(answer)?.[1];
    const chosen = /^「(.+)」を選ぶ$/.exec(answer)?.[1];
    const group = this.page.getByRole('group', { name });
    if (answer === 'チェックを入れる') await this.page.getByRole('checkbox', { name }).check();
    else if (chosen !== undefined) {
      const list = this.page.getByRole('combobox', { name });
      if ((await list.count()) > 0) await list.selectOption({ label: chosen });
      else
        await this.page
          .getByRole('radiogroup', { name })
          .getByRole('radio', { name: chosen, exact: true })
          .check();
    } else if (written === undefined || /^\d+年\d+月\d+日$/.test(written))
      await writesDay(group, dayOf(written));
    else {
      const field = this.page.getByRole('textbox', {
        name: RegExp(`^${escaped(question)}\\s*(必須|任意)?$`),
      });
      await field.fill(written);
    }
  }
}

async function writesDay(group: Locator, day: Day): Promise<void> {
  for (const [part, text] of Object.entries(day))
    await group.getByLabel(part, { exact: true }).fill(String(text));
}

/** 1980年4月1日; without a date, the day that the guide describes in words. */
function dayOf(words: string | undefined): Day {
  const [, 年 = '', 月 = '', 日 = ''] = /^(\d+)年(\d+)月(\d+)日$/.exec(words ?? '') ?? [];
  return words === undefined ? weekdayFromToday(7) : { 年, 月, 日 };
}

/** 来年の4月1日 0時0分, as an input of day and time takes it. */
function momentOf(words: string): string {
  const [, month, day, hour, minute] = /^来年の(\d+)月(\d+)日 (\d+)時(\d+)分$/.exec(words) ?? [];
  const two = (part: string | undefined) => String(part).padStart(2, '0');
  const year = new Date().getFullYear() + 1;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}
