/** The administrator's own work: departments, accounts, passwords; and what signing in refuses. */
import type { Locator } from '@playwright/test';
import { mouse } from './hands/pointer';
import type { Credentials } from './house/server';
import { expect, test } from './house/test';
import { Officer } from './people/officer';

const DEPARTMENT = '健康推進課';
const PERSON = { email: 'kakuu@example.jp', name: '架空 次郎' };
const TRIES = 20;

test('an administrator adds a department and an account, resets the password and stops the account', async ({
  server,
  newPage,
}) => {
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  await addsDepartment(admin);
  const given = await addsAccount(admin);

  const clerk = new Officer(await newPage(), mouse);
  await clerk.signsIn(given);
  await expect(clerk.link('職員')).toHaveCount(0);
  await expect(clerk.page.getByText('ワクチン接種の予約'), "a foreign department's form").toHaveCount(0);
  await clerk.page.goto('/admin/staff');
  await clerk.sees('このページを見る権限がありません');

  const second = await resetsPassword(admin);
  expect(second).not.toBe(given.password);
  await clerk.page.goto('/admin/');
  await clerk.sees('Madoguchi 管理画面');
  await clerk.triesToSignIn(given);
  await expect(clerk.page.getByRole('alert')).toContainText(
    'メールアドレスまたはパスワードが正しくありません',
  );
  await clerk.checks('a failed sign-in');
  await clerk.triesToSignIn({ email: PERSON.email, password: second });
  await clerk.sees('申請フォーム');

  await admin.hands.press(admin.button(`停止する：${PERSON.name}`));
  await admin.confirms('職員の利用を停止しますか', '停止する');
  await expect(admin.row('職員の一覧', PERSON.name)).toContainText('停止中');
  await clerk.page.reload();
  await clerk.sees('Madoguchi 管理画面');
  await clerk.triesToSignIn({ email: PERSON.email, password: second });
  await expect(clerk.page.getByRole('alert')).toContainText(
    'メールアドレスまたはパスワードが正しくありません',
  );
});

async function addsDepartment(admin: Officer): Promise<void> {
  await admin.hands.press(admin.link('部署'));
  await admin.sees('部署');
  await admin.hands.press(admin.button('部署を追加'));
  const dialog = admin.page.getByRole('dialog', { name: '部署を追加' });
  await admin.hands.press(dialog.getByRole('button', { name: '保存' }));
  await expect(dialog).toContainText('部署の名前を入力してください。');
  await admin.checks('a department without a name');
  await admin.hands.write(admin.field('名前'), DEPARTMENT);
  await admin.hands.write(admin.field('通知先メールアドレス'), 'kenko@example.jp');
  await admin.hands.press(dialog.getByRole('button', { name: '保存' }));
  await expect(admin.row('部署の一覧', DEPARTMENT)).toContainText('kenko@example.jp');
}

async function addsAccount(admin: Officer): Promise<Credentials> {
  await admin.hands.press(admin.link('職員'));
  await admin.sees('職員');
  await admin.hands.press(admin.button('職員を追加'));
  const dialog = admin.page.getByRole('dialog', { name: '職員を追加' });
  await admin.hands.write(admin.field('メールアドレス'), PERSON.email);
  await admin.hands.write(admin.field('名前'), PERSON.name);
  await admin.hands.tick(dialog.getByRole('radio', { name: /^担当者/ }));
  await admin.hands.tick(dialog.getByRole('checkbox', { name: DEPARTMENT }));
  await admin.checks('a new account');
  await admin.hands.press(dialog.getByRole('button', { name: '追加する' }));
  const password = await readsPassword(admin);
  const row = admin.row('職員の一覧', PERSON.name);
  for (const word of ['担当者', DEPARTMENT, '使用中']) await expect(row).toContainText(word);
  return { email: PERSON.email, password };
}

async function resetsPassword(admin: Officer): Promise<string> {
  await admin.hands.press(admin.button(`パスワード再発行：${PERSON.name}`));
  await admin.confirms('パスワードを作り直しますか', '作り直す');
  return readsPassword(admin);
}

/** The generated password is shown once, in a dialog that must be closed. */
async function readsPassword(admin: Officer): Promise<string> {
  const dialog: Locator = admin.page.getByRole('dialog', { name: '新しいパスワード' });
  await expect(dialog).toContainText('もう表示できません');
  await admin.checks('a new password');
  const password = (await dialog.getByTestId('new-password').innerText()).trim();
  expect(password.length).toBeGreaterThanOrEqual(10);
  await admin.hands.press(dialog.getByRole('button', { name: '控えたので閉じる' }));
  await expect(dialog).toBeHidden();
  return password;
}

test('a person changes their own password', async ({ server, newPage }) => {
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  await admin.hands.press(admin.button(/^管理者/));
  await admin.hands.press(admin.page.getByRole('menuitem', { name: 'パスワードを変更' }));
  const dialog = admin.page.getByRole('dialog', { name: 'パスワードを変更' });
  const renewed = '青い海と白い砂浜 2026';
  await admin.hands.write(dialog.getByLabel('今のパスワード'), server.admin.password);
  await admin.hands.write(dialog.getByLabel('新しいパスワード'), 'みじかい');
  await admin.hands.press(dialog.getByRole('button', { name: '変更する' }));
  await expect(dialog).toContainText('10文字以上で入力してください。');
  await admin.checks('a password that is too short');
  await admin.hands.write(dialog.getByLabel('新しいパスワード'), renewed);
  await admin.hands.press(dialog.getByRole('button', { name: '変更する' }));
  await expect(dialog).toContainText('パスワードを変更しました。');
  await admin.hands.press(dialog.getByRole('button', { name: '閉じる' }));
  await admin.signsOut('管理者');
  await admin.signsIn({ ...server.admin, password: renewed });
});

test('signing in is throttled, also for the right password', async ({ server, newPage }) => {
  const stranger = new Officer(await newPage(), mouse);
  await stranger.page.goto('/admin/');
  await stranger.sees('Madoguchi 管理画面');
  const alert = stranger.page.getByRole('alert');
  const isThrottled = async () => (await alert.innerText()).includes('しばらくサインインできません');
  let tries = 0;
  do {
    tries += 1;
    const answer = stranger.page.waitForResponse((response) => response.url().endsWith('/session'));
    await stranger.triesToSignIn({ ...server.admin, password: `wrong password ${tries}` });
    await answer;
    await expect(alert).toBeVisible();
    await expect(stranger.button('サインイン')).toBeEnabled();
  } while (!(await isThrottled()) && tries < TRIES);
  expect(tries, 'a guesser is stopped early').toBeLessThan(TRIES);
  expect(tries, 'a person may mistype a few times').toBeGreaterThanOrEqual(3);
  await expect(alert).toContainText('分後に試せます');
  await stranger.triesToSignIn(server.admin);
  await expect(alert).toContainText('しばらくサインインできません');
  await stranger.checks('a throttled sign-in');
});
