/** What commands leave alone, and what they settle besides what they say. */
import { describe, expect, it } from 'vitest';
import { asked, sample } from '../fixtures';
import { apply } from './index';

describe('what must not happen', () => {
  it('a command that changes nothing returns the same document', () => {
    const document = sample();
    expect(apply(document, { type: 'editForm', patch: { title: '見本' } })).toBe(document);
    expect(
      apply(document, { type: 'moveBlocks', from: [{ page: 0, block: 1 }], to: { page: 0, block: 1 } }),
    ).toBe(document);
    expect(apply(document, { type: 'renameField', from: 'name', to: 'email' })).toBe(document);
    expect(apply(document, { type: 'renameField', from: 'name', to: '9x' })).toBe(document);
    expect(apply(document, { type: 'removeBlocks', places: [{ page: 0, block: 99 }] })).toBe(document);
    expect(apply(document, { type: 'replaceDocument', document: sample() })).toBe(document);
  });

  it('removing the mail field takes it out of the settings', () => {
    const after = apply(sample(), { type: 'removeBlocks', places: [{ page: 0, block: 2 }] });
    expect(after['x-settings']).toEqual({ receipt: { prefix: 'MH' } });
  });

  it('renaming the mail field keeps the setting', () => {
    const after = apply(sample(), { type: 'renameField', from: 'email', to: 'mail' });
    expect(after['x-settings']?.receiptMail).toEqual({ to: 'mail' });
    expect(after.required).toEqual(['name', 'mail']);
  });

  it('the answer that opens a receipt later follows its field', () => {
    const declared = apply(sample(), { type: 'editSettings', path: ['receipt', 'declared'], value: 'email' });
    const renamed = apply(declared, { type: 'renameField', from: 'email', to: 'mail' });
    expect(renamed['x-settings']).toEqual({
      receiptMail: { to: 'mail' },
      receipt: { prefix: 'MH', declared: 'mail' },
    });
    const removed = apply(declared, { type: 'removeBlocks', places: [{ page: 0, block: 2 }] });
    expect(removed['x-settings']).toEqual({ receipt: { prefix: 'MH' } });
  });

  it('the answer that may be sent once follows its field', () => {
    const once = apply(sample(), { type: 'editSettings', path: ['onePer'], value: 'email' });
    const renamed = apply(once, { type: 'renameField', from: 'email', to: 'mail' });
    expect(renamed['x-settings']?.onePer).toBe('mail');
    expect(
      apply(once, { type: 'removeBlocks', places: [{ page: 0, block: 2 }] })['x-settings']?.onePer,
    ).toBeUndefined();
  });

  it('an emptied setting leaves no empty object behind', () => {
    const after = apply(sample(), { type: 'editSettings', path: ['receipt', 'prefix'], value: undefined });
    expect(after['x-settings']).toEqual({ receiptMail: { to: 'email' } });
  });
});

describe('required and conditions', () => {
  it('a condition moves "required" out of the root, its removal moves it back', () => {
    const hidden = apply(sample(), {
      type: 'editField',
      name: 'email',
      patch: { 'x-show-when': asked('fever', true) },
    });
    expect(hidden.required).toEqual(['name']);
    expect(hidden.properties.email?.['x-required-when']).toBe(true);
    const shown = apply(hidden, { type: 'editField', name: 'email', patch: { 'x-show-when': undefined } });
    expect(shown.required).toEqual(['name', 'email']);
    expect(shown.properties.email?.['x-required-when']).toBeUndefined();
  });

  it('a condition on the page counts for its fields', () => {
    const after = apply(sample(), {
      type: 'editPage',
      page: 0,
      patch: { 'x-show-when': asked('fever', true) },
    });
    expect(after.required).toEqual([]);
    expect(after.properties.name?.['x-required-when']).toBe(true);
  });

  it('not required clears both spellings', () => {
    const after = apply(sample(), { type: 'setRequired', name: 'symptom', isRequired: false });
    expect(after.properties.symptom?.['x-required-when']).toBeUndefined();
    expect(apply(sample(), { type: 'setRequired', name: 'name', isRequired: false }).required).toEqual([
      'email',
    ]);
  });
});
