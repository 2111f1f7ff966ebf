/** From an empty form to a published procedure with conditions and exits, by mouse. */
import { mouse } from './hands/pointer';
import { test } from './house/test';
import { buildsReissue } from './journeys/reissue';

test('the re-issue of tickets is built from nothing by mouse', async ({ server, newPage }) => {
  test.slow();
  await buildsReissue(mouse, server, newPage);
});
