/** A survey in all its kinds of choices: on a phone by finger, by keyboard, and without scripts on a small screen. */
import { keyboard } from './hands/keyboard';
import { finger, mouse } from './hands/pointer';
import { publishTemplate } from './house/forms';
import { DESKTOP, PHONE, test } from './house/test';
import { answersSurvey } from './journeys/survey';
import { Resident } from './people/resident';

const SLUG = 'resident-workshop-survey';

test('a participant answers the survey on a phone', async ({ server, newPage }) => {
  await answersSurvey(new Resident(await newPage(PHONE), finger), await publishTemplate(server, SLUG));
});

test('a participant answers the survey with the keyboard alone', async ({ server, newPage }) => {
  await answersSurvey(new Resident(await newPage(DESKTOP), keyboard), await publishTemplate(server, SLUG));
});

test('a participant answers the survey without JavaScript', async ({ server, newPage }) => {
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await answersSurvey(new Resident(page, mouse, false), await publishTemplate(server, SLUG));
});
