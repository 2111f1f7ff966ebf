/** From an empty form to a published procedure with conditions and exits: by mouse, and by keyboard alone. */
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { test } from './house/test';
import { buildsReissue } from './journeys/reissue';

test('the re-issue of tickets is built from nothing by mouse', async ({ server, newPage }) => {
  test.slow();
  await buildsReissue(mouse, server, newPage);
});

test('the re-issue of tickets is built from nothing by keyboard alone', async ({ server, newPage }) => {
  // Thousands of keys, and before each a look at where the focus is.
  test.setTimeout(15 * 60_000);
  await buildsReissue(keyboard, server, newPage);
});
