/**
 * The style sheets of the screens are loaded when a screen is first opened, and stay: two rooms that style the same class
 * look right alone and wrong after each other. Only the sheets of `ui/` are for everybody.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = path.resolve(import.meta.dirname, '..');

/** The class that each rule of the sheet begins with. */
function classesOf(sheet: string): Set<string> {
  const rules = sheet.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{/g);
  const selectors = [...rules].flatMap(([, list = '']) => list.split(','));
  return new Set(selectors.flatMap((selector) => /^\s*\.([\w-]+)/.exec(selector)?.[1] ?? []));
}

it('no class is styled by two rooms', () => {
  const sheets = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.css') && !file.startsWith('ui/'),
  );
  const rooms = new Map<string, string[]>();
  for (const file of sheets)
    for (const name of classesOf(readFileSync(path.join(SOURCES, file), 'utf8')))
      rooms.set(name, [...(rooms.get(name) ?? []), file]);
  expect(sheets.length).toBeGreaterThan(5);
  expect([...rooms].filter(([, files]) => files.length > 1)).toEqual([]);
});
