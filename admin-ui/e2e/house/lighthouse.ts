/** Lighthouse with its settings for phones, in a browser of its own: what it measured and what it objects to. */
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

export interface Judgement {
  /** Scores of 0 to 100. */
  scores: Record<'performance' | 'accessibility' | 'best-practices', number>;
  /** Cumulative layout shift; 0 where nothing moves while the page loads. */
  shift: number;
  /** First and largest contentful paint on the telephone and the network that Lighthouse imagines, milliseconds. */
  paint: { first: number; largest: number };
  bytes: number;
  requests: number;
  /** What costs points, with where it was found. */
  objections: string[];
}

const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** What Lighthouse says of a trace that the browser did not record whole. */
const LOST_TRACE =
  /^(NO_(NAVSTART|TRACING_STARTED|FCP|LCP|DCL|SCREENSHOTS|SPEEDLINE_FRAMES)|PROTOCOL_TIMEOUT|CRI_TIMEOUT)$/;
const ATTEMPTS = 3;

/** Judges one page, as somebody meets it who has never been there. A trace that was not recorded whole is recorded anew. */
export async function judge(url: string): Promise<Judgement> {
  for (let attempt = 1; ; attempt += 1) {
    const report = await run(url);
    const { runtimeError } = report;
    if (!runtimeError) return summed(report);
    if (attempt === ATTEMPTS || !LOST_TRACE.test(runtimeError.code))
      throw new Error(`Lighthouse on ${url}: ${runtimeError.message}`);
  }
}

async function run(url: string): Promise<Report> {
  const browser = await launch({
    chromePath: BROWSER,
    chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--lang=ja'],
    logLevel: 'silent',
  });
  try {
    const result = await lighthouse(url, {
      port: browser.port,
      logLevel: 'silent',
      // No picture of the page is kept; taking one costs seconds.
      disableFullPageScreenshot: true,
      onlyCategories: ['performance', 'accessibility', 'best-practices'],
    });
    if (result === undefined) throw new Error(`Lighthouse says nothing about ${url}`);
    return result.lhr;
  } finally {
    browser.kill();
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr'];

function summed({ categories, audits }: Report): Judgement {
  const figure = (name: string): number => {
    const value = audits[name]?.numericValue;
    if (value === undefined) throw new Error(`Lighthouse did not measure ${name}`);
    return value;
  };
  const score = (name: string): number => Math.round((categories[name]?.score ?? 0) * 100);
  const weighed = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => id),
  );
  const objections = [...new Set(weighed)].flatMap((id) => {
    const audit = audits[id];
    if (audit?.score === null || audit?.score === undefined || audit.score >= 0.9) return [];
    return [
      `${id}: ${audit.title} ${audit.displayValue ?? ''} ${JSON.stringify(audit.details ?? {}).slice(0, 600)}`,
    ];
  });
  const requests = audits['network-requests']?.details;
  return {
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
    },
    shift: figure('cumulative-layout-shift'),
    paint: { first: figure('first-contentful-paint'), largest: figure('largest-contentful-paint') },
    bytes: figure('total-byte-weight'),
    requests: requests?.type === 'table' ? requests.items.length : 0,
    objections,
  };
}
