/**
 * What a condition says of a text by a regular expression: that it has a text in it, begins with one, or (days, months
 * and times are written so that their order is the order of their letters) does not come before or after one. Only what
 * these functions wrote is read back; any other pattern is left alone.
 */

const SIGNS = /[$()*+.?[\\\]^{|}/]/g;

const escaped = (text: string): string => text.replace(SIGNS, '\\$&');

/** The text that a pattern spells letter by letter; null when it does more. */
function literal(pattern: string): string | null {
  const text = pattern.replace(/\\([$()*+.?[\\\]^{|}/])/g, '$1');
  return text !== '' && escaped(text) === pattern ? text : null;
}

export const hasText = (text: string): string => escaped(text);
export const startsWith = (text: string): string => `^${escaped(text)}`;
export const readHasText = (pattern: string): string | null => literal(pattern);
export const readStartsWith = (pattern: string): string | null =>
  pattern.startsWith('^') ? literal(pattern.slice(1)) : null;

/** A day, a month or a time as answers are stored. */
export const MOMENT = /^(\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{2}:\d{2})$/;

const rest = (text: string): string => text.replace(/\d/g, '[0-9]').replaceAll('[0-9][0-9]', '[0-9]{2}');

/** The texts of the same shape that come after (or before) in the order of their letters, and the text itself. */
function ordered(text: string, range: (digit: number) => string | null): string {
  const others = [...text].flatMap((letter, at) => {
    const digits = /\d/.test(letter) ? range(Number(letter)) : null;
    return digits === null ? [] : [text.slice(0, at) + digits + rest(text.slice(at + 1))];
  });
  return `^(${[text, ...others].join('|')})$`;
}

const span = (from: number, to: number): string | null =>
  from > to ? null : from === to ? String(from) : `[${from}-${to}]`;

export const notBefore = (text: string): string => ordered(text, (digit) => span(digit + 1, 9));
export const notAfter = (text: string): string => ordered(text, (digit) => span(0, digit - 1));

function readOrdered(pattern: string, write: (text: string) => string): string | null {
  const text = /^\^\(([\d:-]+)[|)]/.exec(pattern)?.[1] ?? '';
  return MOMENT.test(text) && write(text) === pattern ? text : null;
}

export const readNotBefore = (pattern: string): string | null => readOrdered(pattern, notBefore);
export const readNotAfter = (pattern: string): string | null => readOrdered(pattern, notAfter);
