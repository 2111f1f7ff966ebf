/** Subject and beginning of one mail, and how it will read. */
import { useState } from 'react';
import { Button } from '../../../ui/Button';
import { pointerTo, useSettings } from '../useSettings';
import { pathOf, type MailUi } from './mailKinds';
import { MailPreview } from './MailPreview';
import { TemplateField } from './TemplateField';

export function MailTexts({ formId, mail }: { formId: string; mail: MailUi }) {
  const { get, set } = useSettings();
  const [isShown, setShown] = useState(false);
  const path = pathOf(mail.kind);
  const stored = get(path);
  const texts = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const text = (name: 'subject' | 'body') => (typeof texts[name] === 'string' ? texts[name] : '');
  const edit = (name: 'subject' | 'body') => (value: string) => {
    if (path.length === 1) {
      set([path[0], name], value === '' ? undefined : value);
      return;
    }
    const { [name]: _old, ...others } = texts;
    set(path, value === '' ? others : { ...others, [name]: value });
  };
  return (
    <>
      <TemplateField
        at={`${pointerTo(path)}/subject`}
        label={`${mail.title}の件名`}
        help="空欄のときは、標準の件名で送ります。1行で書きます。"
        isSubject
        value={text('subject')}
        onChange={edit('subject')}
      />
      <TemplateField
        at={`${pointerTo(path)}/body`}
        label={`${mail.title}の本文`}
        help="メールの初めに書く文章です。空欄のときは、標準の文章で送ります。受付番号、状況を見るページのアドレス、問い合わせ先は、いつも本文の後に入ります。"
        value={text('body')}
        onChange={edit('body')}
      />
      <div>
        <Button aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {isShown ? 'プレビューを閉じる' : `${mail.title}をプレビュー`}
        </Button>
      </div>
      {isShown && <MailPreview formId={formId} kind={mail.kind} title={mail.title} />}
    </>
  );
}
