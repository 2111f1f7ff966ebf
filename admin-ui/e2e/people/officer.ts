/** A member of staff at the staff screens: signing in, the list of forms, cases and exports, in the words of the screens. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { Hands } from '../hands/hands';
import { expectAccessible } from '../house/axe';
import { download } from '../house/download';
import type { Credentials } from '../house/server';

export class Officer {
  constructor(
    readonly page: Page,
    readonly hands: Hands,
  ) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  link(name: string | RegExp): Locator {
    return this.page.getByRole('link', { name, exact: typeof name === 'string' });
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: new RegExp(`^${label}(※必須|任意)?$`) });
  }

  row(table: string, words: string): Locator {
    return this.page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: words });
  }

  /** Sees the screen with this heading, and axe finds nothing on it. */
  async sees(heading: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: heading, level: 1, exact: true })).toBeVisible();
    await this.checks(heading);
  }

  async checks(screen: string): Promise<void> {
    await expectAccessible(this.page, screen);
  }

  /** Answers the question that is asked before something others notice at once. */
  async confirms(question: string, answer: string): Promise<void> {
    const dialog = this.page.getByRole('alertdialog', { name: question });
    await expect(dialog).toBeVisible();
    await this.checks(question);
    await this.hands.press(dialog.getByRole('button', { name: answer, exact: true }));
    await expect(dialog).toBeHidden();
  }

  async triesToSignIn({ email, password }: Credentials): Promise<void> {
    await this.hands.write(this.field('メールアドレス'), email);
    await this.hands.write(this.page.getByLabel('パスワード', { exact: true }), password);
    await this.hands.press(this.button('サインイン'));
  }

  async signsIn(credentials: Credentials): Promise<void> {
    await this.page.goto('/admin/');
    await this.sees('Madoguchi 管理画面');
    await this.triesToSignIn(credentials);
    await this.sees('申請フォーム');
  }

  async signsOut(name: string): Promise<void> {
    await this.hands.press(this.button(new RegExp(`^${name}`)));
    await this.hands.press(this.page.getByRole('menuitem', { name: 'サインアウト' }));
    await this.sees('Madoguchi 管理画面');
  }

  /** The row of a form in the list says all of this. */
  async expectForm(title: string, words: string[]): Promise<void> {
    const row = this.row('申請フォームの一覧', title);
    for (const word of words) await expect(row).toContainText(word);
  }

  async goesToForms(): Promise<void> {
    await this.hands.press(
      this.page.getByRole('navigation', { name: '主なページ' }).getByRole('link', { name: '申請フォーム' }),
    );
    await this.sees('申請フォーム');
  }

  /** From the list of forms to its submissions. */
  async goesToSubmissions(title: string): Promise<void> {
    await this.hands.press(
      this.row('申請フォームの一覧', title).getByRole('link', { name: /届いた申請を見る/ }),
    );
    await this.sees(`「${title}」の申請`);
  }

  async opens(number: string): Promise<void> {
    const row = this.row('申請の一覧', number);
    await expect(row).toContainText('受付');
    await this.hands.press(row.getByRole('link', { name: number }));
    await this.sees(`受付番号 ${number}`);
  }

  answerTo(question: string): Locator {
    const label = this.page.getByRole('term').filter({ hasText: new RegExp(`^${question}$`) });
    return this.page.locator('dl > div').filter({ has: label }).getByRole('definition');
  }

  /** Moves the case on, with a note for colleagues. */
  async movesTo(state: string, note: string): Promise<void> {
    await this.hands.choose(this.page.getByLabel('状態', { exact: true }), state);
    await this.hands.write(this.field('メモ'), note);
    await this.hands.press(this.button(`「${state}」にする`));
    await expect(this.page.getByText(`状態を「${state}」にしました。`)).toBeVisible();
    await expect(this.answerTo('状態')).toHaveText(state);
    await expect(this.timeline()).toContainText(note);
  }

  timeline(): Locator {
    return this.page.getByRole('region', { name: 'これまでの経過' });
  }

  async downloads(link: Locator): Promise<{ name: string; content: Buffer }> {
    return download(this.page, () => this.hands.press(link));
  }

  async exports(format: string): Promise<Buffer> {
    await this.hands.press(this.button(/^申請を出力/));
    const entry = this.page.getByRole('menuitem', { name: format });
    await expect(entry).toBeVisible();
    const { content } = await this.downloads(entry);
    return content;
  }
}
