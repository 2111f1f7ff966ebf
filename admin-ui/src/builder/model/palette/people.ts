/** People, organizations, and the numbers that belong to them. */
import { kind, personalText, strings, text, type KindGroup } from './entry';

const personal = (): { type: string; 'x-sensitive': string } => ({
  type: 'object',
  'x-sensitive': 'personal',
});

export const PEOPLE_GROUPS: readonly KindGroup[] = [
  {
    title: '人・団体・連絡先',
    kinds: [
      kind('personName', '氏名', 'name', () => ({
        ...personal(),
        properties: strings('familyName', 'givenName', 'familyNameKana', 'givenNameKana'),
      })),
      kind('kana', 'カナ', 'kana', text(100)),
      kind('organizationName', '団体・会社の名前', 'organization', text(100)),
      kind('phone', '電話番号', 'phone', () => ({ ...personalText(), 'x-autocomplete': 'tel' })),
      kind('email', 'メールアドレス', 'email', () => ({
        ...personalText(),
        format: 'email',
        'x-autocomplete': 'email',
      })),
      kind('postalAddress', '住所', 'address', () => ({
        ...personal(),
        properties: {
          postalCode: { type: 'string' },
          ...strings('prefecture', 'cityAndCounty', 'streetAddress', 'buildingNameEtc'),
        },
      })),
    ],
  },
  {
    title: '番号と口座',
    kinds: [
      kind('keyNumber', '通知書などの番号', 'ticketNumber', () => ({ type: 'string', 'x-length': 10 })),
      kind('corporateNumber', '法人番号', 'corporateNumber', () => ({ type: 'string' })),
      kind('invoiceNumber', 'インボイス登録番号', 'invoiceNumber', () => ({ type: 'string' })),
      kind('myNumber', 'マイナンバー', 'myNumber', () => ({ type: 'string', 'x-sensitive': 'my-number' }), {
        note: '法的な根拠を設定に書くまで、公開できません',
      }),
      kind('bankAccount', '銀行の口座', 'bankAccount', personal),
      kind('yuchoAccount', 'ゆうちょの口座', 'yuchoAccount', personal),
    ],
  },
];
