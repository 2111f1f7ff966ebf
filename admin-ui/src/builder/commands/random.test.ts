import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectSound } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import { apply, COMMAND_NAMES, type Command } from './index';
import { anyDraw, commandOf } from './randomCommands';
import { expectPlaced } from './randomPlaces';
import { anyStart, STARTS } from './randomStarts';

/** How many sequences. */
const RUNS = Number(process.env.MADOGUCHI_COMMAND_SEQUENCES ?? 1000);
/** The same every day, so that a failure is about what was changed; `make torture` takes another each time. */
const SEED = Number(process.env.MADOGUCHI_COMMAND_SEED ?? 20_261_122);
const LONGEST = 25;
/** Where every document that comes about is written, one a line, for the server's verdict (`scripts/drafts.mjs`). */
const WRITTEN = process.env.MADOGUCHI_COMMAND_DOCUMENTS;

const meta: unknown = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../../schema/form.schema.json'), 'utf8'),
);
const isForm = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(meta as object);

it('undoing any run of commands gives the identical document, redoing it the result; every step is sound', () => {
  const used: Partial<Record<Command['type'], number>> = {};
  const distinct = new Set(STARTS.map((start) => JSON.stringify(start)));
  fc.assert(
    fc.property(anyStart(), fc.array(anyDraw(), { maxLength: LONGEST, size: 'max' }), (first, draws) => {
      let history = startHistory(first);
      const seen = [first];
      const written = [JSON.stringify(first)];
      draws.forEach((draw, index) => {
        const { document } = history.present;
        const command = commandOf(document, draw);
        const next = apply(document, command);
        if (next === document) return;
        used[command.type] = (used[command.type] ?? 0) + 1;
        expectSound(next);
        expectPlaced(next);
        history = record(history, { ...history.present, document: next, name: '' }, null, index * 10_000);
        seen.push(next);
        written.push(JSON.stringify(next));
      });
      // The server's verdict on every step is asked for by `scripts/drafts.mjs`; here the shape of the result.
      expect(isForm(history.present.document), JSON.stringify(isForm.errors)).toBe(true);
      for (const document of seen.toReversed()) {
        expect(history.present.document).toBe(document);
        history = undo(history);
      }
      for (const document of seen) {
        expect(history.present.document).toBe(document);
        history = redo(history);
      }
      // No command has changed a document that history keeps.
      expect(seen.map((document) => JSON.stringify(document))).toEqual(written);
      if (WRITTEN !== undefined) written.forEach((text) => distinct.add(text));
    }),
    { numRuns: RUNS, seed: SEED },
  );
  // A command that never changed anything here would not be tested by this.
  expect(Object.keys(used).sort()).toEqual(Object.keys(COMMAND_NAMES).sort());
  if (WRITTEN !== undefined) writeFileSync(WRITTEN, [...distinct].join('\n') + '\n');
}, 600_000);
