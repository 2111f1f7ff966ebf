/** Whom residents ask. */
import { SettingText } from '../Setting';

export function Contact() {
  return (
    <>
      <SettingText
        path={['contact', 'name']}
        label="部署や窓口の名前"
        help="すべてのページとメール、PDFに表示します（例：市民課 窓口係）。"
      />
      <SettingText
        path={['contact', 'phone']}
        label="電話番号"
        help="入力に困った人が電話できるように、直通の番号を書きます。"
      />
      <SettingText
        path={['contact', 'email']}
        label="メールアドレス"
        help="問い合わせを受けるアドレスです。住民に表示します。"
      />
    </>
  );
}
