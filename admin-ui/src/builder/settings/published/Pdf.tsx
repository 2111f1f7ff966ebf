/** The receipt as PDF. */
import { Check } from '../../../ui/fields';
import { Setting, SettingArea, SettingText } from '../Setting';
import { useSettings } from '../useSettings';

export function Pdf() {
  const { get, set } = useSettings();
  return (
    <>
      <SettingText
        path={['pdf', 'heading']}
        label="受付票の呼び名"
        help="PDFの右上に書く名前です（例：申込みの控え）。空欄のときは「受付票」です。40文字までです。"
      />
      <SettingArea
        path={['pdf', 'note']}
        label="終わりの文章"
        help="PDFの最後に加える文章です（例：この控えは許可証ではありません）。"
      />
      <Setting at="/x-settings/pdf/answers">
        <Check
          isSelected={get(['pdf', 'answers']) !== false}
          onChange={(isOn) => set(['pdf', 'answers'], isOn ? undefined : false)}
        >
          申請の内容をPDFに載せる（外すと、受付番号・日時・案内だけの控えになります）
        </Check>
      </Setting>
    </>
  );
}
