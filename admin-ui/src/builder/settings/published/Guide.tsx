/** What residents read before they begin. */
import { SettingArea, SettingLines, SettingNumber, SettingText } from '../Setting';

export function Guide() {
  return (
    <>
      <SettingText path={['category']} label="分類" help="手続の一覧で使う見出しです（例：子育て、ごみ）。" />
      <SettingNumber
        path={['minutes']}
        label="入力にかかる時間（分）"
        help="始める前に目安として表示します。600までの数字です。"
        max={600}
      />
      <SettingArea
        path={['audience']}
        label="申請できる方"
        help="だれのための手続かを、案内のページの初めに表示します（例：市内に住んでいる方）。"
      />
      <SettingArea
        path={['deadline']}
        label="手続の期限"
        help="いつまでにする手続かを言葉で書きます（例：転入した日から14日以内）。受付を自動で止める日時は「すぐに変わる設定」で決めます。"
      />
      <SettingArea path={['fee']} label="手数料" help="かからないときも「無料」と書くと安心です。" />
      <SettingLines
        path={['prepare']}
        label="手元に用意するもの"
        help="1行に1つずつ書きます。案内のページに一覧で表示します。ファイルの項目と番号の項目は、自動で加わります。"
      />
      <SettingArea
        path={['otherWays']}
        isProse
        label="ほかの申請方法"
        help="窓口や郵送など、オンラインのほかの方法です。受付の期間の外や、定員に達したときにも表示します。"
      />
      <SettingArea
        path={['nextSteps']}
        isProse
        label="申請した後の流れ"
        help="受付の画面・メール・PDFに「この後の流れ」として表示します。"
      />
      <SettingLines
        path={['keywords']}
        label="検索の言葉"
        help="住民がこの手続を探すときに使いそうな言葉や読みがなを、1行に1つずつ書きます（例：ひっこし）。画面には表示しません。"
      />
    </>
  );
}
