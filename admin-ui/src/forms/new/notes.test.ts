import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { notePlace, noteSentence } from './notes';

const note = (code: string, params: Record<string, unknown> = {}, at = '') => ({ code, params, at });

it('has a sentence for every note that the decision records name', () => {
  const records = ['0007-import', '0021-exchange'].map((name) =>
    readFileSync(`../docs/decisions/${name}.md`, 'utf8'),
  );
  const rows = records.flatMap((text) => text.match(/^\| `.*$/gm) ?? []);
  const codes = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map((found) => found[1]),
  );
  expect(codes.length).toBeGreaterThan(15);
  for (const code of codes) {
    expect(noteSentence(note(String(code)))).not.toContain(String(code));
  }
});

it('names what it is about', () => {
  expect(noteSentence(note('renamed', { name: 'address_city' }))).toContain('「address_city」');
  expect(noteSentence(note('notRepresented'))).not.toMatch(/（）|\{/);
  expect(noteSentence(note('ofALaterServer'))).toContain('ofALaterServer');
});

it('says where in a schema', () => {
  expect(notePlace(note('renamed', {}, '/properties/address/properties/a~1b'))).toBe('address › a/b');
  expect(notePlace(note('renamed'))).toBe('');
});
