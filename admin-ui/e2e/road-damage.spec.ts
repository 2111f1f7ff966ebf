/** A report with photographs and a mail without answers: by mouse, by keyboard, and without scripts on a phone's width. */
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import { test } from './house/test';
import {
  expectBareMails,
  looksAtPhotos,
  paintPhotos,
  publishesReport,
  reportsAndHandles,
  reportsHole,
} from './journeys/road';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

test('a report with photographs by mouse', async ({ server, newPage, browser }) => {
  await reportsAndHandles(mouse, server, newPage, browser);
});

test('a report with photographs by keyboard alone', async ({ server, newPage, browser }) => {
  test.slow();
  await reportsAndHandles(keyboard, server, newPage, browser);
});

test('a report with photographs without JavaScript', async ({ server, newPage, browser }) => {
  const photos = await paintPhotos(browser);
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(server.admin);
  const link = await publishesReport(officer);
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const number = await reportsHole(new Resident(page, mouse, false), link, photos);
  await expectBareMails(server, number);
  await looksAtPhotos(officer, number, photos);
});
