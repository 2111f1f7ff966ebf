/**
 * Looks over every page of a context while a person works: nothing may come from another host, break the Content Security
 * Policy, or fail in a script, and every page of ours must carry a policy. The test fails at its end with all of it.
 */
import type { BrowserContext, Request } from '@playwright/test';

/** Chromium writes every answer above 399 into the console; such answers are part of the journeys (401, 422, 429). */
const HTTP_STATUS = /^Failed to load resource: the server responded with a status of \d+/;
/** A connection that a test has broken on purpose. */
const BROKEN =
  /^Failed to load resource: net::ERR_(INTERNET_DISCONNECTED|CONNECTION_RESET|CONNECTION_REFUSED|EMPTY_RESPONSE|NETWORK_CHANGED)/;
/** The preview without JavaScript does just that. */
const SANDBOXED = /^Blocked script execution in '[^']*script=off'/;

export function watch(context: BrowserContext, origin: string, complaints: string[]): void {
  context.on('request', (request) => {
    if (!isOurs(request, origin)) complaints.push(`request to another host: ${request.url()}`);
  });
  context.on('console', (message) => {
    const text = message.text();
    const isPolicy = /content security policy/i.test(text);
    const isError =
      message.type() === 'error' && ![HTTP_STATUS, BROKEN, SANDBOXED].some((known) => known.test(text));
    if (isPolicy || isError) complaints.push(`console: ${text} (${message.location().url})`);
  });
  context.on('weberror', (error) => complaints.push(`script: ${error.error().message}`));
  context.on('response', (response) => {
    const isPage = response.headers()['content-type']?.startsWith('text/html') ?? false;
    if (isPage && !response.headers()['content-security-policy']) {
      complaints.push(`page without a Content-Security-Policy: ${response.url()}`);
    }
  });
}

function isOurs(request: Request, origin: string): boolean {
  const url = request.url();
  return url.startsWith(`${origin}/`) || /^(data|blob|about):/.test(url);
}
