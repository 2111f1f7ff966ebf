/** Who gets mails about an application, which, what they say, and whether they hold the answers. */
import { Check, Radios, Select } from '../../../ui/fields';
import { useBuilderState } from '../../builderContext';
import { labelOf } from '../../model/document';
import { kindOf } from '../../model/kinds';
import { Setting, SettingArea } from '../Setting';
import { pointerTo, useErrorAt, useSettings } from '../useSettings';
import { pathOf, RECEIPT, STATUS_MAILS, type MailUi } from './mailKinds';
import { MailTexts } from './MailTexts';

const AUTOMATIC = '';
const NOBODY = ' ';

export function Mails({ formId }: { formId: string }) {
  const { get } = useSettings();
  const isSent = get(['receiptMail', 'to']) !== null;
  return (
    <>
      <Recipient />
      {isSent ? (
        <>
          <h4>{RECEIPT.title}</h4>
          <p className="support">{RECEIPT.when}</p>
          <Answers />
          <MailTexts formId={formId} mail={RECEIPT} />
          <SettingArea
            path={['receiptMail', 'text']}
            label="受付のメールのお知らせ"
            help="「お知らせ」の見出しを付けて、メールの終わりのほうに加える文章です。差し込みは使えません。"
          />
          <h4>状態が変わったときのメール</h4>
          <p className="support">
            送る状態を選びます。選ばない状態では、職員が申請者へのメッセージを書いたときだけメールを送ります。
          </p>
          {STATUS_MAILS.map((mail) => (
            <StatusMail key={mail.kind} formId={formId} mail={mail} />
          ))}
        </>
      ) : (
        <p className="support">申請者にはメールを送りません。状況は、受付の画面だけで知らせます。</p>
      )}
    </>
  );
}

function Recipient() {
  const { get, set } = useSettings();
  const { document } = useBuilderState('document');
  const path: [string, string] = ['receiptMail', 'to'];
  const wrong = useErrorAt(pointerTo(path));
  const emails = Object.entries(document.properties).filter(([, schema]) => kindOf(schema) === 'email');
  const to = get(path);
  const value = to === null ? NOBODY : typeof to === 'string' ? to : AUTOMATIC;
  const isKnown = value === AUTOMATIC || value === NOBODY || emails.some(([name]) => name === value);
  return (
    <Setting at={pointerTo(path)}>
      <Select
        label="受付メールの送り先"
        help="この項目に入力されたアドレスに、受付と状態のメールを送ります。入力がないときは送りません。"
        value={value}
        options={[
          { value: AUTOMATIC, label: '最初のメールアドレスの項目' },
          ...(isKnown ? [] : [{ value, label: `${value}（項目がありません）` }]),
          ...emails.map(([name]) => ({ value: name, label: labelOf(document, name) })),
          { value: NOBODY, label: '送らない' },
        ]}
        error={wrong ?? (isKnown ? null : '送り先の項目がありません。選び直してください。')}
        onChange={(next) => set(path, next === NOBODY ? null : next === AUTOMATIC ? undefined : next)}
      />
    </Setting>
  );
}

const ANSWERS = [
  { value: 'none', label: '載せない', help: '受付番号と、内容を確認できるページのアドレスだけを送ります。' },
  { value: 'text', label: 'メールの文章に載せる', help: 'メールだけで内容を確かめられます。' },
  { value: 'pdf', label: 'PDFの受付票を添付する', help: '印刷や保存に向いています。' },
];

function Answers() {
  const { get, set } = useSettings();
  const { document } = useBuilderState('document');
  const stored = get(['receiptMail', 'answers']);
  // Drafts of version 2 of the form language said it with answersPdf.
  const isOldPdf = document['x-language'] !== 3 && get(['receiptMail', 'answersPdf']) === true;
  const value = typeof stored === 'string' ? stored : isOldPdf ? 'pdf' : 'none';
  function choose(next: string) {
    if (get(['receiptMail', 'answersPdf']) !== undefined) set(['receiptMail', 'answersPdf'], undefined);
    set(['receiptMail', 'answers'], next === 'none' ? undefined : next);
  }
  return (
    <Setting at="/x-settings/receiptMail/answers">
      <Radios
        legend="申請の内容をメールに載せるか"
        name="mail-answers"
        value={value}
        options={ANSWERS}
        onChange={choose}
      />
      <p className="support">
        要配慮個人情報とマイナンバーの項目は、どの場合もメールに載りません。アドレスの打ち間違いで別の人に届くことがあるため、個人情報の多い手続では「載せない」をお勧めします。
      </p>
    </Setting>
  );
}

function StatusMail({ formId, mail }: { formId: string; mail: MailUi }) {
  const { get, set } = useSettings();
  const path = pathOf(mail.kind);
  const isOn = get(path) !== undefined;
  return (
    <Setting at={pointerTo(path)}>
      <div className={isOn ? 'settings-status on stack' : 'settings-status'}>
        <Check isSelected={isOn} onChange={(next) => set(path, next ? {} : undefined)}>
          {mail.title}を送る
          <span className="support"> — {mail.when}</span>
        </Check>
        {isOn && <MailTexts formId={formId} mail={mail} />}
      </div>
    </Setting>
  );
}
