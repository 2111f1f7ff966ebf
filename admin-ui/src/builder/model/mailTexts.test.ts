import { expect, it } from 'vitest';
import { apply } from '../commands';
import { sample } from '../fixtures';
import type { FormDocument } from './document';
import { mailsNaming, renamedInMails } from './mailTexts';
import { referencesTo } from './references';

function mailed(): FormDocument {
  return {
    ...sample(),
    'x-settings': {
      receiptMail: {
        to: 'email',
        body: '{{answers.name}} 様 {{ answers.name }} {{answers.names}} answers.name',
      },
      statusMails: { completed: { subject: '{{answers.name}}' }, withdrawn: {} },
    },
    'x-i18n': {
      en: { '/x-settings/receiptMail/body': 'Dear {{answers.name}}', '/title': '{{answers.name}}' },
    },
  };
}

it('knows which mails speak of a field', () => {
  expect(mailsNaming(mailed(), 'name')).toEqual(['受付のメール', '「完了」のメール']);
  expect(mailsNaming(mailed(), 'email')).toEqual([]);
  expect(referencesTo(mailed(), { name: 'name' }).map(({ where }) => where)).toContain(
    '設定「受付のメール」の文章',
  );
});

it('a renamed field is renamed in mails and their translations, and nowhere else', () => {
  const after = apply(mailed(), { type: 'renameField', from: 'name', to: 'fullName' });
  expect(after['x-settings']).toEqual({
    receiptMail: {
      to: 'email',
      body: '{{answers.fullName}} 様 {{answers.fullName}} {{answers.names}} answers.name',
    },
    statusMails: { completed: { subject: '{{answers.fullName}}' }, withdrawn: {} },
  });
  expect(after['x-i18n']).toMatchObject({
    en: { '/x-settings/receiptMail/body': 'Dear {{answers.fullName}}', '/title': '{{answers.name}}' },
  });
});

it('a field that takes the place of another takes it in mails and their translations, too', () => {
  const after = apply(mailed(), { type: 'replaceReferences', name: 'name', to: 'venue' });
  expect(after['x-settings']).toEqual({
    receiptMail: {
      to: 'email',
      body: '{{answers.venue}} 様 {{answers.venue}} {{answers.names}} answers.name',
    },
    statusMails: { completed: { subject: '{{answers.venue}}' }, withdrawn: {} },
  });
  expect(after['x-i18n']).toMatchObject({
    en: { '/x-settings/receiptMail/body': 'Dear {{answers.venue}}' },
  });
});

it('a document without mails stays the same object', () => {
  const document = sample();
  expect(renamedInMails(document, 'ghost', 'spirit')).toBe(document);
  const { 'x-settings': _, ...bare } = document;
  expect(renamedInMails(bare as FormDocument, 'name', 'other')).toBe(bare);
});
