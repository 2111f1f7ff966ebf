/** A form begins with a list of questions from a word processor, travels as a file, and comes back. */
import { mouse } from './hands/pointer';
import { download } from './house/download';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '配食サービスの申込み';
const LIST = `【申し込む方】
1. 氏名（ふりがな）【必須】
2. 電話番号【必須】
3. メールアドレス（任意）

【サービス】
4. 受け取り方：自宅・公民館【必須】
5. 食べられないもの（複数選択可）
  卵
  乳
  その他（  ）
6. 個人情報の取扱いに同意します【必須】`;

test('a pasted list of questions becomes a form, and the form travels as a file', async ({
  server,
  newPage,
}) => {
  const officer = new Officer(await newPage(), mouse);
  const { page } = officer;
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.beginsBy('質問の一覧から');
  await expect(officer.button('作成する')).toBeDisabled();
  await officer.hands.write(officer.field('質問の一覧'), LIST);
  await officer.hands.press(officer.button('読み取る'));
  await expect(page.getByRole('heading', { name: '読み取った内容' })).toBeFocused();
  await expect(page.getByRole('row', { name: /氏名（ふりがな）/ })).toContainText('必須');
  await expect(page.getByRole('row', { name: /食べられないもの/ })).toContainText('いくつでも選ぶ');
  await officer.checks('what was understood of the list');
  await builder.names(TITLE);
  await expect.poll(() => builder.order()).toEqual(['氏名（ふりがな）', '電話番号', 'メールアドレス']);
  const link = await builder.publishes();
  const resident = new Resident(await newPage(), mouse);
  await resident.begins(link, TITLE);
  await expect(resident.part('氏名（ふりがな）', '姓（フリガナ）')).toBeVisible();

  await page.goto(page.url().replace(/[?].*/, '') + '?view=settings');
  await expect(page.getByRole('region', { name: '取り込み元とファイル' })).toContainText(
    '貼り付けた質問の一覧',
  );
  await officer.checks('settings with the origin');
  const file = await download(page, () => officer.hands.press(officer.link('公開中の第1版を書き出す')));
  await officer.goesToForms();
  await builder.beginsBy('ファイルから');
  const carried = { name: 'form.madoguchi.json', mimeType: 'application/json', buffer: file.content };
  await page.getByLabel('申請フォームのファイル').setInputFiles(carried);
  await expect(page.getByText('書き出したときから変わっていません。')).toBeVisible();
  await officer.checks('what was understood of the file');
  await builder.names(`${TITLE}（取り込み）`);
  await expect.poll(() => builder.order()).toEqual(['氏名（ふりがな）', '電話番号', 'メールアドレス']);
});
