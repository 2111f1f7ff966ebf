/** What the answers are used for, and by which law individual numbers are asked for. */
import { SettingArea } from '../Setting';

export function Privacy() {
  return (
    <>
      <SettingArea
        path={['privacyNotice']}
        isProse
        label="個人情報の取扱い"
        help="何のために使うかを書きます。案内のページ、最初のページ、確認のページに表示します。"
      />
      <SettingArea
        path={['myNumberGround']}
        label="マイナンバーを集める法的な根拠"
        help="マイナンバーの項目があるときは、番号法の条文や条例の名前を書きます。空欄の間は公開できません。"
      />
    </>
  );
}
