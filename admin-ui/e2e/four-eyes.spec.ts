/** Two people publish a form: what one asks for, another approves, and nothing else. */
import { mouse } from './hands/pointer';
import type { Credentials } from './house/server';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '集会所の利用の申込み';
const EDITOR = { email: 'henshu@example.jp', name: '架空 花子' };

test('a form goes live when another person approves what was asked for', async ({ server, newPage }) => {
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  const given = await addsEditor(admin);
  await startsRule(admin);

  const author = new Officer(await newPage(), mouse);
  await author.signsIn(given);
  const builder = new Builder(author);
  await builder.creates('空のフォーム', TITLE);
  await builder.adds('氏名');
  await builder.isSaved();
  await asks(builder, 'はじめての申請です');
  await author.checks('a request');
  await expect(author.button(/^承認/)).toHaveCount(0);

  // An edit takes the request back, and says so before and after.
  await builder.goesTo('編集');
  await expect(author.page.getByText('この申請は取り消されます')).toBeVisible();
  await builder.adds('電話番号');
  await expect(author.page.getByText('下書きが変わったため、取り消されました')).toBeVisible();
  await admin.goesToForms();
  await expect(admin.page.getByText('承認を待っている申請')).toHaveCount(0);

  await asks(builder, '電話番号を足しました');
  await approves(admin);

  await author.page.reload();
  await expect(author.page.getByText('今の状態：公開中')).toBeVisible();
  const link = await author.link(/^http/).getAttribute('href');
  const resident = new Resident(await newPage(), mouse);
  await resident.begins(link ?? '', TITLE);
  await expect(resident.part('氏名', '姓')).toBeVisible();
  await expect(resident.text('電話番号')).toBeVisible();
});

async function addsEditor(admin: Officer): Promise<Credentials> {
  await admin.hands.press(admin.link('職員'));
  await admin.sees('職員');
  await admin.hands.press(admin.button('職員を追加'));
  const dialog = admin.page.getByRole('dialog', { name: '職員を追加' });
  await admin.hands.write(admin.field('メールアドレス'), EDITOR.email);
  await admin.hands.write(admin.field('名前'), EDITOR.name);
  await admin.hands.tick(dialog.getByRole('radio', { name: /^編集者/ }));
  await admin.hands.tick(dialog.getByRole('checkbox', { name: '総務課' }));
  await admin.hands.press(dialog.getByRole('button', { name: '追加する' }));
  const shown = admin.page.getByRole('dialog', { name: '新しいパスワード' });
  const password = (await shown.getByTestId('new-password').innerText()).trim();
  await admin.hands.press(shown.getByRole('button', { name: '控えたので閉じる' }));
  return { email: EDITOR.email, password };
}

async function startsRule(admin: Officer): Promise<void> {
  await admin.hands.press(admin.link('組織'));
  await admin.sees('組織');
  await admin.hands.press(admin.button('二人での確認を始める'));
  await expect(admin.page.getByText('二人での確認を始めました。')).toBeVisible();
  await admin.checks('the rule');
}

async function asks(builder: Builder, note: string): Promise<void> {
  const view = await builder.goesToPublish();
  await builder.officer.hands.write(builder.officer.field('承認する人への連絡'), note);
  await builder.officer.hands.press(view.getByRole('button', { name: '公開を申請する' }));
  await expect(view).toContainText('公開を申請しました。');
  await expect(view).toContainText(note);
}

async function approves(admin: Officer): Promise<void> {
  await admin.page.reload();
  const waiting = admin.page.getByRole('region', { name: '承認を待っている申請（1件）' });
  await expect(waiting).toContainText(`${EDITOR.name}さんの申請`);
  await admin.checks('the start screen of an approver');
  await admin.hands.press(waiting.getByRole('link', { name: new RegExp(TITLE) }));
  const view = admin.page.getByRole('region', { name: '公開', exact: true });
  await expect(view).toContainText('電話番号を足しました');
  await admin.checks('what is to be approved');
  await admin.hands.press(view.getByRole('button', { name: /差し戻す/ }));
  const refusal = admin.page.getByRole('dialog', { name: '申請を差し戻す' });
  await admin.hands.press(refusal.getByRole('button', { name: '差し戻す', exact: true }));
  await expect(refusal).toContainText('理由を入力してください。');
  await admin.checks('a refusal without a reason');
  await admin.hands.press(refusal.getByRole('button', { name: 'やめる' }));
  await expect(refusal).toBeHidden();
  await admin.hands.press(view.getByRole('button', { name: '承認して公開する' }));
  await expect(view).toContainText('承認し、公開しました。');
  await expect(view).toContainText('今の状態：公開中');
}
