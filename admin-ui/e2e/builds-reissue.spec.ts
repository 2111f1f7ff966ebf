/** From an empty form to a published procedure with conditions and exits, by mouse and by keyboard alone. */
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { test } from './house/test';
import { buildsReissue } from './journeys/reissue';

for (const hands of [mouse, keyboard]) {
  test(`the re-issue of tickets is built from nothing by ${hands.name}`, async ({ server, newPage }) => {
    test.slow();
    await buildsReissue(hands, server, newPage);
  });
}
