/** A resident with a phone and a finger: the whole vaccination booking at 390×844. */
import { finger } from './hands/pointer';
import { PHONE, test } from './house/test';
import { bookVaccination, expectMails } from './journeys/vaccine';
import { Resident } from './people/resident';

const FORM = { title: 'ワクチン接種の予約', site: '市民ホール' };

test('a resident books a vaccination on a phone', async ({ server, newPage }) => {
  const resident = new Resident(await newPage(PHONE), finger);
  const sent = await bookVaccination(resident, '/f/vaccine-booking', FORM);
  await expectMails(server, sent, FORM);
});
