/** What became of something on its way into a form, in sentences. A code without a sentence is shown as it is. */
import type { ImportNote } from '../../api/types';

const SENTENCES: Record<string, string> = {
  // A file of another municipality
  contactOfOrigin:
    '問い合わせ先は、取り込み元の窓口のままです。公開する前に、自分の部署に書き換えてください。',
  privacyNoticeOfOrigin:
    '「個人情報の取扱い」は、取り込み元の文章のままです。自分の自治体の規程に合わせて書き換えてください。',
  myNumberGroundOfOrigin:
    'マイナンバーを集める法的な根拠は、取り込み元が書いたものです。自分の自治体にも当てはまるか確認してください。',
  accessNotTaken:
    '取り込み元では、限定リンクかパスワードで開くフォームでした。秘密の値は引き継がないため、「職員だけ」で始まります。',
  // A JSON Schema
  renamed: '項目の名前（キー）を「{name}」に変えました。',
  valuesMapped: '選択肢の値を、このシステムで使える値に置き換えました。',
  fixedValue: '値が1つに決まっているため、住民には質問しません。',
  enforcedAtSubmit: '条件を画面には表せませんが、送信のときに確かめます。',
  notRepresented: '申請フォームでは表せない任意の項目のため、取り込みませんでした（{keyword}）。',
  recursiveReference: '自分自身をくり返す任意の項目のため、取り込みませんでした。',
  typeAssumed: '型が書かれていないため、文字の項目にしました。',
  typeNarrowed: '型がいくつも書かれているため、1つに絞りました。',
  formatNotEnforced: '形式（{format}）は確かめられません。説明を書いて案内してください。',
  formatNarrowed: '形式（{format}）の決まりを、少しだけ厳しくしました。',
  unboundedArray: '件数の上限がないため、10件までにしました。',
  eachOnce: '同じ選択肢は1回だけ選べるようにしました。',
  defaultNotUsed: '最初から入っている値（default）は使いません。',
  accessIgnored: '読み取り専用などの指定は使いません。ふつうの項目になります。',
  alwaysShown: '条件がたがいに参照し合うため、いつも表示します。送信のときには確かめます。',
};

export function noteSentence({ code, params }: ImportNote): string {
  const sentence = SENTENCES[code];
  if (sentence === undefined) return `確認が必要なことがあります（${code}）。`;
  return sentence.replace(/\{(\w+)\}/g, (_, key: string) => String(params[key] ?? '')).replace(/（）/g, '');
}

/** Where in the schema; nothing for the whole. */
export function notePlace({ at }: ImportNote): string {
  return at
    .split('/')
    .filter((part) => part !== '' && part !== 'properties')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');
}
