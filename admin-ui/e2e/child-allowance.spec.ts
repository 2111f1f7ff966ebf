/** Rows, sums and an account: with scripts by keyboard alone, and without scripts on a small telephone's width. */
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { publishTemplate } from './house/forms';
import { DESKTOP, test } from './house/test';
import { claimsAllowance } from './journeys/allowance';
import { Resident } from './people/resident';

test('a parent claims the child allowance with the keyboard alone', async ({ server, newPage }) => {
  const url = await publishTemplate(server, 'child-allowance');
  await claimsAllowance(new Resident(await newPage(DESKTOP), keyboard), url);
});

test('a parent claims the child allowance without JavaScript', async ({ server, newPage }) => {
  const url = await publishTemplate(server, 'child-allowance');
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await claimsAllowance(new Resident(page, mouse, false), url);
});
