/** What the first page costs a resident: few bytes, one host, no cookie, nothing else loaded. */
import { expect, PHONE, test } from './house/test';

const LIMIT = 30 * 1024;

for (const [name, address] of [
  ['start page', '/f/vaccine-booking'],
  ['first page', '/f/vaccine-booking/form'],
] as const) {
  test(`the ${name} of the example form weighs at most 30 KB and sets no cookie`, async ({ newPage }) => {
    const page = await newPage(PHONE);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    const urls = new Map<string, string>();
    const bytes = new Map<string, number>();
    session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
      bytes.set(urls.get(requestId) ?? requestId, encodedDataLength),
    );
    const encodings: Record<string, string | undefined> = {};
    const withCookie: string[] = [];
    page.on('response', (response) => {
      encodings[new URL(response.url()).pathname] = response.headers()['content-encoding'];
      if (response.headers()['set-cookie'] !== undefined) withCookie.push(response.url());
    });

    await page.goto(address, { waitUntil: 'networkidle' });
    await expect(page.getByRole('heading', { name: 'ワクチン接種の予約', level: 1 })).toBeVisible();

    const parts = Object.fromEntries(bytes);
    const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
    expect(total, JSON.stringify(parts, null, 2)).toBeLessThanOrEqual(LIMIT);
    expect(total, 'the page, its style sheet and its script were measured').toBeGreaterThan(1024);
    const heavy = Object.entries(encodings).filter(
      ([path]) => path.startsWith('/f/') || /\.(css|js)$/.test(path),
    );
    expect(heavy).toHaveLength(3);
    for (const [path, encoding] of heavy)
      expect(encoding, `${path} is sent compressed`).toMatch(/^(br|gzip|zstd)$/);
    expect(withCookie).toEqual([]);
    expect(await page.context().cookies()).toEqual([]);
  });
}
