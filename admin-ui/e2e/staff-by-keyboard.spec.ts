/** The same afternoon, resident included, by keyboard alone. */
import { keyboard } from './hands/keyboard';
import { test } from './house/test';
import { worksAnAfternoon } from './journeys/office';

test('staff and a resident do everything by keyboard alone', async ({ server, newPage }) => {
  test.slow();
  await worksAnAfternoon(keyboard, server, newPage);
});
