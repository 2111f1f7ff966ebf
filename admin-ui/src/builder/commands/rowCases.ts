/** Cases of `commands.test.ts` about repeating groups, expressions and rules. */
import { expect } from 'vitest';
import { rowsSample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import type { Command } from './index';

export interface Case {
  command: Command;
  /** The document it is done to; the small sample when absent. */
  from?: () => FormDocument;
  /** What must be true of the document afterwards. */
  holds: (after: FormDocument) => void;
}

const row = (document: FormDocument) => scopeOf(document, 'children');

/** The same commands about the members of a repeating group, and those only they have. */
const CASES: Case[] = [
  {
    command: {
      type: 'addMember',
      group: 'children',
      at: 1,
      name: 'birth',
      schema: { type: 'string', format: 'date', title: '生年月日' },
      isRequired: true,
    },
    holds: (after) => {
      expect(Object.keys(row(after).properties)).toEqual(['name', 'birth', 'age', 'school', 'fee']);
      expect(row(after).required).toEqual(['name', 'age', 'birth']);
    },
  },
  {
    command: { type: 'moveMember', group: 'children', from: 0, to: 2 },
    holds: (after) => expect(Object.keys(row(after).properties)).toEqual(['age', 'school', 'name', 'fee']),
  },
  {
    command: { type: 'removeMember', group: 'children', name: 'age' },
    holds: (after) => {
      expect(row(after).required).toEqual(['name', 'school']);
      expect(row(after).properties.school?.['x-show-when']).toBeUndefined();
      expect(row(after)['x-rules']).toBeUndefined();
      expect(after['x-i18n']).toEqual({ en: { '/properties/limit/title': 'Limit' } });
    },
  },
  {
    command: { type: 'removeMember', group: 'children', name: 'school' },
    holds: (after) => expect(after.properties.note?.['x-show-when']).toBeUndefined(),
  },
  {
    command: { type: 'editField', group: 'children', name: 'age', patch: { maximum: 18 } },
    holds: (after) => expect(row(after).properties.age?.maximum).toBe(18),
  },
  {
    command: { type: 'setRequired', group: 'children', name: 'name', isRequired: false },
    holds: (after) => expect(row(after).required).toEqual(['age']),
  },
  {
    command: { type: 'renameField', group: 'children', from: 'age', to: 'years' },
    holds: (after) => {
      expect(row(after).required).toEqual(['name', 'years']);
      expect(row(after).properties.school?.['x-show-when']).toEqual({
        properties: { years: { maximum: 6 } },
        required: ['years'],
      });
      expect(row(after).properties.fee?.['x-value']).toBe('item.years * 100');
      expect(row(after)['x-rules']?.[0]).toMatchObject({ assert: 'item.years < 20', field: 'years' });
      expect(after.properties.total?.['x-value']).toBe(
        'sum(children, "fee") + count(children.filter(c, c.years > 3))',
      );
      expect(after['x-i18n']).toEqual({
        en: {
          '/properties/children/items/properties/years/title': 'Age',
          '/properties/limit/title': 'Limit',
        },
      });
    },
  },
  {
    command: { type: 'renameField', from: 'children', to: 'kids' },
    holds: (after) => {
      expect(after.properties.total?.['x-value']).toBe('sum(kids, "fee") + count(kids.filter(c, c.age > 3))');
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('"kids":{"contains"');
    },
  },
  {
    command: { type: 'renameField', from: 'limit', to: 'upper-limit' },
    holds: (after) => {
      expect(after['x-rules']).toEqual([
        { assert: 'total <= answers["upper-limit"]', message: '上限を超えています。', field: 'upper-limit' },
      ]);
    },
  },
  {
    command: { type: 'renameChoice', group: 'children', name: 'school', from: 'none', to: 'home' },
    holds: (after) => {
      expect(JSON.stringify(row(after).properties.school)).toContain('"const":"home"');
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('["nursery","home"]');
    },
  },
  {
    command: {
      type: 'editField',
      group: 'children',
      name: 'school',
      patch: {
        anyOf: [
          { oneOf: ['nursery', 'none', 'day'].map((value) => ({ const: value, title: value })) },
          { type: 'string' },
        ],
      },
    },
    // A new choice is not the free text.
    holds: (after) =>
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('["nursery","none","day"]'),
  },
  {
    command: { type: 'removeBlocks', places: [{ page: 0, block: 3 }] },
    holds: (after) => {
      expect(after['x-rules']).toBeUndefined();
      expect(after.required).toEqual([]);
    },
  },
  {
    command: { type: 'setCalculation', name: 'limit', expression: '10 * count(children)' },
    holds: (after) => {
      expect(after.properties.limit?.['x-value']).toBe('10 * count(children)');
      expect(after.required).toEqual([]);
    },
  },
  {
    command: { type: 'setCalculation', group: 'children', name: 'fee', expression: undefined },
    holds: (after) => expect('x-value' in (row(after).properties.fee ?? {})).toBe(false),
  },
  {
    command: {
      type: 'editRules',
      group: 'children',
      rules: [{ assert: 'item.fee >= 0', message: 'm', field: 'fee' }],
    },
    holds: (after) => expect(row(after)['x-rules']).toHaveLength(1),
  },
  {
    command: { type: 'editRules', rules: [] },
    holds: (after) => expect('x-rules' in after).toBe(false),
  },
];

export const ROW_CASES = CASES.map((entry) => ({ ...entry, from: rowsSample }));
