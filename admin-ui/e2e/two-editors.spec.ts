/** Two people edit one draft: each sees the other, and what both saved comes together; nothing of either is lost. */
import { mouse } from './hands/pointer';
import { addAccount } from './house/accounts';
import { publishDocument } from './house/forms';
import { expect, test, type NewPage } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import type { Credentials } from './house/server';

const TITLE = '集会所の見本';
const COLLEAGUE = { email: 'henshu@example.jp', name: '架空 花子', role: 'editor' } as const;

const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: {
    name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 },
    use: { type: 'string', title: '使い道', 'x-kind': 'shortText', maxLength: 50 },
  },
  required: ['name', 'use'],
  'x-pages': [{ id: 'all', title: '申込み', blocks: [{ field: 'name' }, { field: 'use' }] }],
};

test('two editors see each other, and both keep what they wrote', async ({ server, newPage }) => {
  await publishDocument(server, 'hall-sample', DOCUMENT);
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  const given = await addAccount(admin.page, COLLEAGUE);
  await admin.goesToForms();
  const first = await opens(admin);
  const second = await opens(await signedIn(newPage, given));

  await test.step('the second sees the first at once', async () => {
    await expect(second.officer.page.getByText(/も今このフォームを編集しています/)).toBeVisible();
    await second.officer.checks('the builder with somebody else in it');
  });

  await test.step('different places come together without a question', async () => {
    await renames(first, '氏名', '申込者の氏名');
    await first.isSaved();
    await renames(second, '使い道', '集会所の使い道');
    await expect(
      second.officer.page.getByText(/先に保存した変更と、あなたの変更を合わせました/),
    ).toBeVisible();
    await expect(second.card('申込者の氏名')).toBeVisible();
    await expect(second.card('集会所の使い道')).toBeVisible();
    await second.officer.hands.press(second.officer.button(/の変更を見る$/));
    await expect(second.officer.page.getByText(/質問の名前を変更: 氏名/)).toBeVisible();
    await second.officer.checks('what was merged');
    await second.isSaved();
  });

  await test.step('the same place is asked, and only that', async () => {
    const { page } = first.officer;
    await renames(first, '使い道', '何に使うか');
    const dialog = page.getByRole('alertdialog', { name: 'ほかの人の変更と合わせます' });
    await expect(dialog).toContainText('次の1か所です');
    await expect(dialog.getByRole('region', { name: 'あなたの変更' })).toContainText('何に使うか');
    await expect(dialog.getByRole('region', { name: /花子さんの変更/ })).toContainText('集会所の使い道');
    const both = dialog.getByRole('button', { name: '合わせて保存する' });
    await expect(both).toBeDisabled();
    await first.officer.checks('the question');
    await first.officer.hands.tick(dialog.getByRole('radio', { name: /花子さん：「集会所の使い道」/ }));
    await first.officer.hands.press(both);
    await expect(dialog).toBeHidden();
    await expect(first.card('集会所の使い道')).toBeVisible();
    await expect(first.card('申込者の氏名')).toBeVisible();
  });

  await test.step('the merge is one step that goes back and forth', async () => {
    await first.undoes();
    await expect(first.card('何に使うか')).toBeVisible();
    await first.officer.hands.press(first.officer.button('履歴'));
    const steps = first.officer.page.getByRole('dialog', { name: '操作の履歴' });
    await first.officer.checks('the list of steps');
    await first.officer.hands.press(
      steps.getByRole('option', { name: /ほかの人の変更との統合|ほかの人/ }).first(),
    );
    await first.officer.hands.press(steps.getByRole('button', { name: '閉じる' }));
    await expect(first.card('集会所の使い道')).toBeVisible();
    await first.isSaved();
    await first.officer.page.reload();
    await expect(first.card('集会所の使い道')).toBeVisible();
    await expect(first.card('申込者の氏名')).toBeVisible();
  });

  await test.step('who leaves is not shown any more', async () => {
    await second.officer.goesToForms();
    await first.officer.page.reload();
    await expect(first.card('申込者の氏名')).toBeVisible();
    await expect(first.officer.page.getByText(/も今このフォームを編集しています/)).toHaveCount(0);
  });
});

async function signedIn(newPage: NewPage, credentials: Credentials): Promise<Officer> {
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(credentials);
  return officer;
}

async function opens(officer: Officer): Promise<Builder> {
  await officer.hands.press(officer.link(TITLE));
  await officer.sees(TITLE);
  return new Builder(officer);
}

async function renames(builder: Builder, from: string, to: string): Promise<void> {
  await builder.selects(from);
  await builder.officer.hands.write(builder.officer.field('項目の名前'), to);
}
