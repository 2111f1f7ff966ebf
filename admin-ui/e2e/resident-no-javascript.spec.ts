/** The same booking in a browser that runs no scripts, 360 px wide, by mouse. */
import { mouse } from './hands/pointer';
import { test } from './house/test';
import { bookVaccination, expectMails } from './journeys/vaccine';
import { Resident } from './people/resident';

const FORM = { title: 'ワクチン接種の予約', site: '市民ホール' };

test('a resident books a vaccination without JavaScript', async ({ server, newPage }) => {
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const sent = await bookVaccination(new Resident(page, mouse, false), '/f/vaccine-booking', FORM);
  await expectMails(server, sent, FORM);
});
