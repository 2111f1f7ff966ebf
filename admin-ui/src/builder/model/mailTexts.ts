/** The answers that texts of mails speak of (`{{answers.name}}`), in every language. */
import { patched } from './change';
import type { FormDocument } from './document';

type Texts = Record<string, unknown>;

const STATES = ['received', 'in_progress', 'completed', 'withdrawn'];
const NAMES: Record<string, string> = {
  receiptMail: '受付のメール',
  received: '「受付」に戻したときのメール',
  in_progress: '「処理中」のメール',
  completed: '「完了」のメール',
  withdrawn: '「取下げ」のメール',
};
const MAIL_TEXT = /^\/x-settings\/(?:receiptMail|statusMails\/\w+)\/(?:subject|body)$/;

const asTexts = (value: unknown): Texts | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Texts) : null;

/** The placeholder of a field, as it may be written. Names of fields need no escape beyond the dot of a pattern. */
const placeholderOf = (name: string) =>
  new RegExp(`\\{\\{\\s*answers\\.\\s*${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*\\}\\}`, 'g');

/** The mails whose texts speak of a field, in words. */
export function mailsNaming(document: FormDocument, name: string): string[] {
  const settings = asTexts(document['x-settings']) ?? {};
  const states = asTexts(settings.statusMails) ?? {};
  const mails = [['receiptMail', settings.receiptMail], ...STATES.map((state) => [state, states[state]])];
  const speaks = (mail: unknown) =>
    [asTexts(mail)?.subject, asTexts(mail)?.body].some(
      (text) => typeof text === 'string' && placeholderOf(name).test(text),
    );
  return mails.flatMap(([key, mail]) => (speaks(mail) ? [NAMES[key as string]!] : []));
}

/** The document with the field's new name in every text of a mail. */
export function renamedInMails(document: FormDocument, from: string, to: string): FormDocument {
  const next = (text: unknown) =>
    typeof text === 'string' ? text.replace(placeholderOf(from), () => `{{answers.${to}}}`) : text;
  const inMail = (mail: unknown) => {
    const texts = asTexts(mail);
    return texts === null ? mail : patched(texts, { subject: next(texts.subject), body: next(texts.body) });
  };
  const settings = asTexts(document['x-settings']);
  const states = asTexts(settings?.statusMails);
  const patch = {
    ...(settings === null
      ? {}
      : {
          'x-settings': patched(settings, {
            receiptMail: inMail(settings.receiptMail),
            ...(states === null
              ? {}
              : {
                  statusMails: patched(
                    states,
                    Object.fromEntries(STATES.map((state) => [state, inMail(states[state])])),
                  ),
                }),
          }),
        }),
    'x-i18n': translated(document['x-i18n'], next),
    'x-i18n-source': translated(document['x-i18n-source'], next),
  };
  return patched(document, patch);
}

function translated(languages: unknown, next: (text: unknown) => unknown): unknown {
  const known = asTexts(languages);
  if (known === null) return languages;
  const patch = Object.entries(known).map(([language, entry]) => {
    const texts = asTexts(entry);
    if (texts === null) return [language, entry];
    const mails = Object.keys(texts).filter((pointer) => MAIL_TEXT.test(pointer));
    return [language, patched(texts, Object.fromEntries(mails.map((at) => [at, next(texts[at])])))];
  });
  return patched(known, Object.fromEntries(patch));
}
