/**
 * docs/staff-guide.md, followed to the letter in a fresh installation: every numbered step is read and done, and every
 * word that the guide quotes is looked for on the screen at that step. With MADOGUCHI_PICTURES=1 (`make screenshots`) its
 * pictures are taken anew on the way.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { Reader } from './guide/reader';
import { stepsOf } from './guide/text';
import { mailTo } from './house/mails';
import { DESKTOP, expect, PHONE, test } from './house/test';
import { KEY_AREAS } from '../src/builder/keys/keymap';

const DOCS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs');
const GUIDE = path.join(DOCS, 'staff-guide.md');
const RESERVATIONS = path.join(DOCS, 'staff-guide-reservations.md');
/** The department that every installation begins with. */
const EXAMPLE_DEPARTMENT = '総務課';
const IMAGES = path.join(DOCS, 'images/guide');
const SOURCES = path.resolve(DOCS, '../admin-ui/src');
const TAKES_PICTURES = process.env.MADOGUCHI_PICTURES === '1';
/** A picture that is heavier makes the guide slow to read. */
const LIMIT = 200 * 1024;

/** What a sentence asks of the reader that names nothing on the screen. */
type Doings = Record<string, () => Promise<void> | void>;

test('a clerk follows the guide to a published form, and on to the last application', async ({
  server,
  newPage,
}) => {
  const steps = stepsOf(await readFile(GUIDE, 'utf8'));
  const desk = await newPage(DESKTOP);
  await desk.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const reader = new Reader(desk, {
    受け取ったメールアドレス: server.admin.email,
    受け取ったパスワード: server.admin.password,
  });
  const doings: Doings = {
    ブラウザーで管理画面のアドレスを開きます: async () => {
      await desk.goto('/admin/');
    },
    新しいタブで住民と同じ画面が開きます: async () => {
      await expect.poll(() => desk.context().pages().length).toBe(2);
      reader.page = desk.context().pages()[1] ?? desk;
    },
    自分のメールを開きます: async () => {
      await mailTo(server.mailDir, server.admin.email, '【テスト】');
    },
    このタブを閉じます: async () => {
      await reader.page.close();
      reader.page = desk;
      // What a tab that comes back to the front does, and a browser without a window does not.
      await desk.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
    },
    'スマートフォンで、公開したリンクを開きます': async () => {
      const link = await desk.evaluate(() => navigator.clipboard.readText());
      reader.page = await newPage(PHONE);
      await reader.page.goto(link);
    },
    パソコンの管理画面に戻ります: () => {
      reader.page = desk;
    },
  };
  const done = new Set<string>();
  const answers = steps.flatMap(({ deeds }) => deeds).find((deed) => deed.do === 'fill')?.rows ?? [];
  for (const { name, deeds } of steps) {
    await test.step(name, async () => {
      for (const deed of deeds) {
        if (deed.do === 'picture') await picture(reader.page, deed.name);
        else if (deed.do === 'fill') await reader.does({ ...deed, rows: answers });
        else if (deed.do !== 'other') await reader.does(deed);
        else if (doings[deed.sentence] !== undefined) {
          await doings[deed.sentence]?.();
          done.add(deed.sentence);
        }
      }
    });
  }
  expect([...done], 'what the guide asks of the reader').toEqual(Object.keys(doings));
});

test('the pictures, the keys and the words of the guide are those of the screens', async () => {
  test.skip(TAKES_PICTURES, 'the pictures are being taken');
  const guide = await readFile(GUIDE, 'utf8');
  const shown = [...guide.matchAll(/\(images\/guide\/([^)]+)\)/g)].map(([, file]) => file);
  expect((await readdir(IMAGES)).sort()).toEqual(shown.sort());
  const keyboard = between(guide, '## キーボードで操作する');
  const lines = KEY_AREAS.flatMap(({ lines }) => lines);
  const isKnown = (keys: string, does: string) =>
    lines.some(
      (line) => line.does.startsWith(does) && keys.split('、').every((key) => line.keys.includes(key)),
    );
  for (const [keys, does] of rows(keyboard)) expect(isKnown(keys, does), `${keys}：${does}`).toBe(true);
  const sources = await Promise.all(
    (await readdir(SOURCES, { recursive: true }))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
      .map((file) => readFile(path.join(SOURCES, file), 'utf8')),
  );
  const isShown = (words: string) => sources.some((source) => source.includes(words));
  const quoted = [between(guide, '## うまくいかないとき'), await readFile(RESERVATIONS, 'utf8')];
  for (const [, words = ''] of quoted.join('\n').matchAll(/「([^「」]+)」/g))
    // Numbers and what stands behind … are put in by the program.
    for (const part of words.split(/[0-9…]+/))
      expect(part === EXAMPLE_DEPARTMENT || isShown(part), `「${words}」 on a screen`).toBe(true);
});

/** The part of the guide below this heading. */
function between(guide: string, heading: string): string {
  const [, part] = guide.split(`${heading}\n`);
  return (part ?? '').split('\n## ')[0] ?? '';
}

/** The rows of the table in this part, without its head. */
function rows(part: string): [string, string][] {
  const cells = part.split('\n').flatMap((line) => {
    const [, first, second] = /^\| (.+?) \| (.+?) \|$/.exec(line) ?? [];
    return first === undefined || second === undefined ? [] : [[first, second] as [string, string]];
  });
  return cells.slice(2);
}

/** What is in the window now, as the reader has left it. */
async function picture(page: Page, name: string): Promise<void> {
  if (!TAKES_PICTURES) return;
  const file = path.join(IMAGES, `${name}.png`);
  // What says "done" or "loading" for a moment is not what the picture is about, nor is where the mouse is.
  await page.mouse.move(0, 0);
  await expect(page.locator('.builder-notice, .overlay .loading')).toBeHidden();
  await expect(page.getByText(/^(読み込んでいます…|… 保存中)/)).toBeHidden();
  for (const frame of page.frames()) await frame.locator('h1').first().waitFor();
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = await stat(file);
  console.log(`docs/images/guide/${name}.png: ${size} bytes`);
  expect(size, `${name}.png`).toBeLessThanOrEqual(LIMIT);
}
