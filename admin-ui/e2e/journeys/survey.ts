/**
 * A participant answers the workshop survey: choices with words of one's own, a scale, the same choices for several lines,
 * an order of preference, questions that depend on the scale. The venue comes with the address of the poster.
 */
import { expect, type Locator } from '@playwright/test';
import type { Resident } from '../people/resident';

const TITLE = '住民ワークショップのアンケート';
const NO_RATING = '全体の満足度を選んでください。';
const NO_THEME = '項目ごとの感想の「テーマ」を選んでください。';
const ORDER = '町づくりで大切だと思うこと';
const TWICE = `${ORDER}に同じものが2つ以上あります。違うものにしてください。`;

export async function answersSurvey(resident: Resident, url: string): Promise<void> {
  const { hands } = resident;
  await resident.begins(`${url}?v=hall-3`, TITLE);
  await saysWhere(resident);
  await judges(resident);
  await looksAhead(resident);
  await confirms(resident);
  await hands.press(resident.button('この内容で送信する'));
  await resident.sees('受け付けました');
  expect(await resident.receiptNumber()).toMatch(/^WS-/);
  await resident.expectAnswers({ 会場の番号: 'hall-3', 住んでいる地区: 'その他の地区：山手' });
}

/** Who writes what else it is has chosen 「その他」; without scripts one ticks it oneself. */
async function saysWhere(resident: Resident): Promise<void> {
  const { hands, page } = resident;
  const other = resident.radio('住んでいる地区', 'その他の地区');
  await resident.answer('年代', '40代');
  await hands.tick(other);
  await hands.tick(box(resident, 'ポスター'));
  await hands.write(page.getByLabel('「その他のきっかけ」の内容'), '学校のお便り');
  const otherwise = box(resident, 'その他のきっかけ');
  if (resident.hasScripts) await expect(otherwise).toBeChecked();
  else await hands.tick(otherwise);
  await hands.press(resident.button('次へ進む'));
  const words = page.getByLabel('「その他の地区」の内容');
  await expect(page.getByRole('alert')).toContainText('入力内容を確かめてください（1件）');
  await expect(words).toHaveAttribute('aria-invalid', 'true');
  await resident.sees(TITLE);
  await hands.write(words, '　山手 ');
  await resident.goesOn('感想');
}

async function judges(resident: Resident): Promise<void> {
  const { hands } = resident;
  await resident.answer('話し合いの進め方', 'よい');
  await hands.press(resident.button('次へ進む'));
  const summary = resident.page.getByRole('alert');
  await expect(summary).toContainText('入力内容を確かめてください（2件）');
  await resident.goesToMistake(NO_RATING, resident.radio('全体の満足度', '1'));
  await resident.goesToMistake(NO_THEME, resident.radio('テーマ', 'とてもよい'));
  await resident.sees('感想');
  await expect(resident.radio('話し合いの進め方', 'よい')).toBeChecked();

  await resident.answer('全体の満足度', '2');
  await resident.answer('テーマ', 'よくない');
  const bad = resident.text('よくなかったところ');
  if (!resident.hasScripts) await hands.press(resident.button('次へ進む'));
  await expect(bad).toBeVisible();
  await hands.write(bad, '声が聞こえにくいです。');
  await resident.answer('友人にすすめたいと思いますか', '10');
  await resident.goesOn('これからのこと');
}

async function looksAhead(resident: Resident): Promise<void> {
  const { hands } = resident;
  await hands.choose(rank(resident, 0), '自然');
  await hands.choose(rank(resident, 1), '自然');
  await hands.tick(box(resident, '次のワークショップ'));
  await hands.press(resident.button('次へ進む'));
  await expect(resident.page.getByRole('alert')).toContainText(TWICE);
  await resident.goesToMistake(TWICE, rank(resident, 0));
  await resident.sees('これからのこと');
  await hands.choose(rank(resident, 1), '防災');
  await resident.goesOn('入力内容の確認');
}

/** The lists of an order of preference, the first choice first. */
function rank(resident: Resident, place: number): Locator {
  return resident.group(ORDER).getByRole('combobox').nth(place);
}

function box(resident: Resident, name: string): Locator {
  return resident.page.getByRole('checkbox', { name, exact: true });
}

async function confirms(resident: Resident): Promise<void> {
  await resident.expectAnswers({
    会場の番号: 'hall-3',
    住んでいる地区: 'その他の地区：山手',
    よくなかったところ: '声が聞こえにくいです。',
  });
  await expect(resident.answerTo('ワークショップを知ったきっかけ')).toHaveText(
    /ポスター\s*その他のきっかけ：学校のお便り/,
  );
  await expect(resident.answerTo('項目ごとの感想')).toHaveText(/テーマ：よくない\s*話し合いの進め方：よい/);
  await expect(resident.answerTo('全体の満足度')).toContainText('2');
  await expect(resident.answerTo('友人にすすめたいと思いますか')).toContainText('10');
  await expect(resident.answerTo(ORDER)).toHaveText(/自然\s*.*防災/s);
}
