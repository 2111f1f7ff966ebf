/** An afternoon at the office by mouse; and a form built from nothing by dragging. */
import { mouse } from './hands/pointer';
import { expect, test } from './house/test';
import { worksAnAfternoon } from './journeys/office';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '消火器の点検の申込み';

test('staff build, publish, receive, handle, export and close a form by mouse', async ({
  server,
  newPage,
}) => {
  await worksAnAfternoon(mouse, server, newPage);
});

test('a form is built from nothing by dragging', async ({ server, newPage }) => {
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates('空のフォーム', TITLE);
  await isToldWhatIsMissing(builder);

  await builder.drags('氏名', 'このページにはまだ何もありません');
  await builder.drags('長い文章', '氏名');
  await builder.drags('見出し', '氏名');
  await expect(builder.cards()).toHaveCount(3);
  await expect.poll(() => builder.order()).toEqual(['長い文章', '見出し', '氏名']);
  await builder.dragsCard('氏名', '長い文章');
  await expect.poll(() => builder.order()).toEqual(['氏名', '長い文章', '見出し']);
  await builder.undoes();
  await expect.poll(() => builder.order()).toEqual(['長い文章', '見出し', '氏名']);
  await builder.isSaved();

  const link = await builder.publishes();
  const resident = new Resident(await newPage(), mouse);
  await resident.begins(link, TITLE);
  await expect(resident.part('氏名', '姓')).toBeVisible();
});

/** An empty form cannot be published, and the builder says why. */
async function isToldWhatIsMissing(builder: Builder): Promise<void> {
  const { officer } = builder;
  const problems = officer.page.getByRole('region', { name: '確認が必要な箇所' });
  await expect(problems).toContainText(/エラー[1-9]/);
  await officer.checks('an empty form');
  const view = await builder.goesToPublish();
  await expect(view.getByRole('button', { name: '公開する', exact: true })).toBeDisabled();
  await expect(view).toContainText('まだ公開できません');
  await builder.goesTo('編集');
}
