/** The sections of the settings in their order: what they are called, and what they are for. */
export interface SectionUi {
  id: string;
  title: string;
  about: string;
}

const section = (id: string, title: string, about: string): SectionUi => ({ id, title, about });

/** Versioned with the document: residents notice with the next publication. */
export const PUBLISHED = {
  guide: section('settings-guide', '住民への案内', '申請を始める前のページに表示します。'),
  privacy: section('settings-privacy', '個人情報', '何のために使うかを、入力の前に伝えます。'),
  contact: section('settings-contact', '問い合わせ先', '困った住民が相談できる窓口です。'),
  receipt: section(
    'settings-receipt',
    '受付番号と控え',
    '受付の番号、後からの確認、途中の保存について決めます。',
  ),
  mails: section('settings-mails', '申請者へのメール', 'いつ、どんな文章のメールを送るかを決めます。'),
  pdf: section(
    'settings-pdf',
    '受付票（PDF）',
    '申請者が受付の画面から受け取り、メールにも添付できる控えです。',
  ),
  number: section('settings-number', '申請の数', '同じ人から何件まで受け付けるかを決めます。'),
  template: section(
    'settings-template',
    'ひな形としての説明',
    'このフォームをひな形として使う職員に向けた説明です。',
  ),
} as const;

/** One live row: residents notice at once. */
export const OPERATIONAL = {
  access: section('settings-access', '公開範囲', 'だれがこのフォームを開けるかを決めます。'),
  address: section('settings-address', 'アドレスと担当', 'どこで公開し、だれが扱うかを決めます。'),
  intake: section('settings-intake', '受付の期間と数', 'いつから、いつまで、何件受け付けるかを決めます。'),
  notification: section(
    'settings-notification',
    '職員への通知',
    '新しい申請が届いたことを、だれにいつ知らせるかを決めます。',
  ),
  keeping: section('settings-keeping', '保存期間', '届いた申請をいつまで保存するかを決めます。'),
  webhook: section(
    'settings-webhook',
    '外部システムへの通知（Webhook）',
    '申請が届いたことを、ほかのシステムに自動で知らせます。',
  ),
} as const;
