/** An afternoon at the office by mouse; and a form built from nothing by dragging. */
import { mouse } from './hands/pointer';
import { test } from './house/test';
import { worksAnAfternoon } from './journeys/office';

test('staff build, publish, receive, handle, export and close a form by mouse', async ({
  server,
  newPage,
}) => {
  await worksAnAfternoon(mouse, server, newPage);
});
