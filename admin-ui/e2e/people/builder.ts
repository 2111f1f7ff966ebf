/** The same member of staff in the form builder. */
import { expect, type FrameLocator, type Locator } from '@playwright/test';
import { download } from '../house/download';
import { expectAccessible } from '../house/axe';
import type { Officer } from './officer';

export class Builder {
  constructor(readonly officer: Officer) {}

  private get page() {
    return this.officer.page;
  }

  private get hands() {
    return this.officer.hands;
  }

  /** From the list of forms: a new form from a template (or empty), with a name of its own. */
  async creates(template: string, title: string): Promise<void> {
    await this.beginsBy(template === '空のフォーム' ? template : 'ひな形から');
    if (template !== '空のフォーム') {
      await this.hands.tick(this.page.getByRole('radio', { name: template, exact: true }));
    }
    await this.names(title);
  }

  /** From the list of forms to a way to begin a new one. */
  async beginsBy(way: string): Promise<void> {
    await this.hands.press(this.officer.link('新しい申請フォーム'));
    await expect(this.page.getByRole('radio', { name: 'ワクチン接種の予約' })).toBeVisible();
    await this.officer.sees('新しい申請フォーム');
    await this.hands.press(
      this.page
        .getByRole('navigation', { name: '始め方' })
        .getByRole('link', { name: new RegExp(`^${way}`) }),
    );
    await expect(this.page.getByRole('heading', { name: way, level: 2 })).toBeVisible();
  }

  /** Gives the new form its name and makes it. */
  async names(title: string): Promise<void> {
    await this.hands.write(this.officer.field('名前'), title);
    await this.hands.press(this.officer.button('作成する'));
    await this.officer.sees(title);
  }

  /** The card of a block on the page that is shown. */
  card(label: string): Locator {
    return this.page.getByRole('grid', { name: /の項目$/ }).getByRole('row', { name: label });
  }

  cards(): Locator {
    return this.page.getByRole('grid', { name: /の項目$/ }).getByRole('row');
  }

  /** The names of the blocks in their order. */
  async order(): Promise<string[]> {
    return this.cards().evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  async selects(label: string): Promise<void> {
    await this.hands.press(this.card(label));
    await expect(this.officer.field('項目の名前')).toHaveValue(label);
  }

  async goesToPage(title: string): Promise<void> {
    await this.hands.press(
      this.page.getByRole('grid', { name: 'ページの一覧' }).getByRole('row', { name: title }),
    );
    await expect(
      this.page.getByRole('heading', { name: new RegExp(`^\\d+\\. ${title}$`), level: 2 }),
    ).toBeVisible();
  }

  async adds(kind: string): Promise<void> {
    await this.hands.press(this.officer.button(kind));
    await this.expectNotice(`「${kind}」を追加しました。`);
  }

  /** Drags a kind from the palette to where these words stand on the page. */
  async drags(kind: string, to: string): Promise<void> {
    const target = this.page
      .getByRole('grid', { name: /の項目$/ })
      .getByText(to)
      .first();
    await this.officer.button(kind).dragTo(target, { targetPosition: { x: 5, y: 2 } });
    await this.expectNotice(`を追加しました。`);
  }

  /** Drags a card by the grip at its left onto the upper edge of another. */
  async dragsCard(label: string, to: string): Promise<void> {
    const grip = { x: 20, y: 20 };
    await this.card(label).dragTo(this.card(to), { sourcePosition: grip, targetPosition: { x: 60, y: 4 } });
  }

  async fromMenu(label: string, entry: string): Promise<void> {
    await this.hands.press(this.officer.button(`「${label}」の操作`));
    await this.hands.press(this.page.getByRole('menuitem', { name: entry, exact: true }));
  }

  async expectNotice(words: string): Promise<void> {
    await expect(this.page.getByRole('status').filter({ hasText: words })).toBeVisible();
  }

  async undoes(): Promise<void> {
    await this.hands.press(this.officer.button(/^元に戻す/));
  }

  async isSaved(): Promise<void> {
    await expect(this.page.getByText(/保存済み \d{1,2}:\d{2}/)).toBeVisible();
  }

  async goesTo(view: '編集' | 'プレビュー' | '翻訳' | '設定' | '公開'): Promise<void> {
    await this.hands.press(
      this.page.getByRole('navigation', { name: '表示の切り替え' }).getByRole('link', { name: view }),
    );
  }

  /** The real resident page of the draft, in its frame; axe looks into it too. */
  async previews(heading: string): Promise<FrameLocator> {
    await this.goesTo('プレビュー');
    const frame = this.page.frameLocator('iframe[title="住民に見える画面のプレビュー"]');
    await expect(frame.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    await expect(frame.getByText('プレビュー：送信されません')).toBeVisible();
    await this.officer.checks('the preview screen');
    const inner = this.page.frames().find((candidate) => candidate.url().includes('/preview'));
    if (inner === undefined) throw new Error('the preview is not in a frame');
    await expectAccessible(inner, 'the previewed page');
    return frame;
  }

  /** The view with everything about publication. */
  async goesToPublish(): Promise<Locator> {
    await this.hands.press(this.officer.link('公開・共有'));
    const view = this.page.getByRole('region', { name: '公開', exact: true });
    await expect(view.getByRole('list').first()).toContainText('プレビューで確かめる');
    return view;
  }

  /** Publishes for the first time and reads the public link. */
  async publishes(): Promise<string> {
    const view = await this.goesToPublish();
    await expect(view).toContainText('今の状態：下書き');
    await this.officer.checks('the view before publishing');
    await this.hands.press(view.getByRole('button', { name: '公開する', exact: true }));
    await expect(view).toContainText('公開しました。');
    await expect(view).toContainText('今の状態：公開中');
    await this.officer.checks('the view after publishing');
    const link = await view.getByRole('link', { name: /^http/ }).getAttribute('href');
    if (link === null) throw new Error('no public link');
    return link;
  }

  async takesCodes(): Promise<{ png: Buffer; svg: string }> {
    const png = await download(this.page, () => this.hands.press(this.officer.link('QRコード（PNG）')));
    const svg = await download(this.page, () => this.hands.press(this.officer.link('QRコード（SVG）')));
    expect(png.name).toMatch(/\.png$/);
    expect(svg.name).toMatch(/\.svg$/);
    return { png: png.content, svg: svg.content.toString('utf8') };
  }

  /** Stops taking submissions; the link then says so. */
  async closesForm(): Promise<void> {
    const view = await this.goesToPublish();
    await this.hands.press(view.getByRole('button', { name: '受付を終了する' }));
    await this.officer.confirms('受付を終了しますか', '終了する');
    await expect(view).toContainText('今の状態：受付終了');
    await expect(view.getByRole('button', { name: '受付を再開する' })).toBeVisible();
    await this.officer.checks('the view of a closed form');
  }
}
