/** The builder's inspector in the hands of a clerk: the settings of the field, block or page that is chosen. */
import { expect, type Locator } from '@playwright/test';
import type { Builder } from './builder';

/** One question of a condition, in the words of its lists. */
export interface Asked {
  field: string;
  how: 'が次の値と同じ' | 'が次のどれか' | 'が次のどれかを含む' | 'が次の数以上';
  /** Titles of choices, or one number. */
  values: string[];
}

export class Designer {
  constructor(readonly builder: Builder) {}

  private get page() {
    return this.builder.officer.page;
  }

  private get hands() {
    return this.builder.officer.hands;
  }

  private get inspector(): Locator {
    return this.page.locator('#inspector');
  }

  private text(label: string, index = 0): Locator {
    const name = new RegExp(`^${label.replace(/[()]/g, '\\$&')}(※必須|任意)?$`);
    return this.inspector.getByRole('textbox', { name }).nth(index);
  }

  async writes(label: string, text: string): Promise<void> {
    await this.hands.write(this.text(label), text);
    await expect(this.text(label)).toHaveValue(text);
  }

  async chooses(label: string, option: string, within: Locator = this.inspector): Promise<void> {
    await this.hands.choose(within.getByLabel(label, { exact: true }), option);
  }

  async sets(label: string, isOn: boolean, within: Locator = this.inspector): Promise<void> {
    const box = within.getByRole('checkbox', { name: label, exact: true });
    await (isOn ? this.hands.tick(box) : this.hands.untick(box));
  }

  group(title: string): Locator {
    return this.inspector.getByRole('group', { name: title, exact: true });
  }

  async unfolds(title: string): Promise<void> {
    await this.hands.press(this.inspector.locator('summary').filter({ hasText: title }));
  }

  async presses(name: string): Promise<void> {
    await this.hands.press(this.inspector.getByRole('button', { name, exact: true }));
  }

  /** Finds a kind by its words, adds it behind what is chosen, and goes to its settings. */
  async adds(kind: string): Promise<void> {
    const search = this.page.getByRole('searchbox', { name: '項目を探す' });
    if ((await search.inputValue()) !== kind) await this.hands.write(search, kind);
    await this.hands.press(this.builder.officer.button(kind));
    const rows = this.page.getByRole('grid', { name: /の項目$/ });
    await this.hands.press(rows.getByRole('row', { name: kind, exact: true, selected: true }));
    // Its settings follow the card.
    await expect(this.inspector).not.toHaveAttribute('inert');
  }

  /** A new page behind the last. */
  async addsPage(): Promise<void> {
    await this.hands.press(this.builder.officer.button('ページを追加'));
    await this.opensPageSettings();
  }

  async opensPageSettings(): Promise<void> {
    await this.hands.press(this.builder.officer.button('ページの設定'));
    await expect(this.text('ページの見出し')).toBeVisible();
  }

  /** The choices of the field: the words residents read, and the values that are stored. */
  async listsChoices(choices: readonly { value: string; title: string }[]): Promise<void> {
    await this.sets('値も編集する（データの出力に使う値）', true);
    for (const [index, { value, title }] of choices.entries()) {
      if (index > 1) await this.presses('選択肢を追加');
      await this.writes(`選択肢${index + 1}`, title);
      await this.hands.write(this.text('値', index), value);
    }
  }

  /** A condition of one question. */
  async asks(title: string, { field, how, values }: Asked): Promise<void> {
    const box = this.group(title);
    const first = box.getByLabel('条件1の項目');
    if (!(await first.isVisible()))
      await this.hands.press(box.getByRole('button', { name: '条件を追加', exact: true }));
    await this.chooses('条件1の項目', field, box);
    if (how === 'が次の数以上') {
      await this.chooses('くらべ方', how, box);
      await this.hands.write(box.getByRole('textbox', { name: '数', exact: true }), values[0] ?? '');
    } else if (how === 'が次の値と同じ') {
      await this.chooses('くらべ方', how, box);
      await this.chooses('値', values[0] ?? '', box);
    } else {
      await this.chooses('くらべ方', how, box);
      const options = box.getByRole('group', { name: '値' }).getByRole('checkbox');
      const wordsOf = (option: Locator) =>
        option.evaluate((input: HTMLInputElement) => input.labels?.[0]?.textContent ?? '');
      // The first choice is there from the start, and the last one left cannot be taken away.
      for (const option of await options.all())
        if (values.includes(await wordsOf(option)) && !(await option.isChecked()))
          await this.hands.tick(option);
      for (const option of await options.all())
        if (!values.includes(await wordsOf(option)) && (await option.isChecked()))
          await this.hands.untick(option);
    }
  }

  /** The key of the field in exports and conditions; the settings stand as before afterwards. */
  async renames(key: string): Promise<void> {
    if ((await this.text('名前（キー）').inputValue()) === key) return;
    await this.writes('名前（キー）', key);
    await this.presses('名前（キー）を変える');
    await this.builder.expectNotice(`「${key}」に変えました`);
  }
}
