/** The mails the server has sent. Without an SMTP server they are files, one message each. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import PostalMime from 'postal-mime';

export interface Mail {
  to: string[];
  subject: string;
  text: string;
  attachments: { name: string; mediaType: string; content: Uint8Array }[];
  /** Everything a reader of this mail could read: subject, both bodies, names of attachments. */
  words: string;
}

/** The one mail to this address whose words contain the text; it may still be on its way. */
export async function mailTo(folder: string, address: string, containing: string): Promise<Mail> {
  let found: Mail[] = [];
  await expect
    .poll(
      async () => {
        const mails = await readAll(folder);
        found = mails.filter((mail) => mail.to.includes(address) && mail.words.includes(containing));
        return found.length;
      },
      { message: `one mail to ${address} with 「${containing}」 in ${folder}`, timeout: 30_000 },
    )
    .toBe(1);
  const [mail] = found;
  if (mail === undefined) throw new Error('unreachable: the poll has just found it');
  return mail;
}

async function readAll(folder: string): Promise<Mail[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml'));
  return Promise.all(files.map(async (name) => read(await readFile(path.join(folder, name)))));
}

async function read(raw: Uint8Array): Promise<Mail> {
  const mail = await PostalMime.parse(raw);
  const attachments = mail.attachments.map(({ filename, mimeType, content }) => ({
    name: filename ?? '',
    mediaType: mimeType,
    content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  }));
  const text = mail.text ?? '';
  const subject = mail.subject ?? '';
  return {
    to: (mail.to ?? []).flatMap(({ address }) => address ?? []),
    subject,
    text,
    attachments,
    words: [subject, text, mail.html ?? '', ...attachments.map(({ name }) => name)].join('\n'),
  };
}
