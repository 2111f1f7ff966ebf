/** The mails that a form can word itself, and where their texts stand. */
import type { MailKind } from '../../../api/types';
import type { Path } from '../useSettings';

export interface MailUi {
  kind: MailKind;
  title: string;
  /** When it is sent, in one sentence. */
  when: string;
}

export const RECEIPT: MailUi = {
  kind: 'receipt',
  title: '受付のメール',
  when: '申請を受け付けたときに送ります。',
};

export const STATUS_MAILS: readonly MailUi[] = [
  { kind: 'in_progress', title: '「処理中」のメール', when: '職員が申請を「処理中」にしたときに送ります。' },
  { kind: 'completed', title: '「完了」のメール', when: '職員が申請を「完了」にしたときに送ります。' },
  { kind: 'withdrawn', title: '「取下げ」のメール', when: '職員が申請を「取下げ」にしたときに送ります。' },
  {
    kind: 'received',
    title: '「受付」に戻したときのメール',
    when: '職員が申請を「受付」に戻したときに送ります。',
  },
];

/** Where the texts of a mail stand. */
export const pathOf = (kind: MailKind): Path =>
  kind === 'receipt' ? ['receiptMail'] : ['statusMails', kind];
