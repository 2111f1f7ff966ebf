/** The receipt number, what opens one's own answers again later, and how long a half-filled form is kept. */
import { Select } from '../../../ui/fields';
import { useBuilderState } from '../../builderContext';
import { labelOf } from '../../model/document';
import { kindOf } from '../../model/kinds';
import { Setting, SettingNumber, SettingText } from '../Setting';
import { pointerTo, useErrorAt, useSettings } from '../useSettings';

const DECLARED_KINDS = ['date', 'phone', 'keyNumber'];
const AUTOMATIC = '';

export function Receipt() {
  return (
    <>
      <SettingText
        path={['receipt', 'prefix']}
        label="受付番号の頭文字"
        help="受付番号の初めに付けて、どの手続かを分かりやすくします。半角の英大文字か数字で1〜6文字です（例：KG）。"
        normalized={(typed) => typed.normalize('NFKC').toUpperCase()}
      />
      <Declared />
      <SettingNumber
        path={['saveDays']}
        label="途中で保存した内容を残す日数"
        help="0から60までの数字です。0にすると途中の保存ができなくなります。空欄のときは14日です。"
        max={60}
      />
    </>
  );
}

function Declared() {
  const { get, set } = useSettings();
  const { document } = useBuilderState('document');
  const path: [string, string] = ['receipt', 'declared'];
  const wrong = useErrorAt(pointerTo(path));
  const declared = get(path);
  const value = typeof declared === 'string' ? declared : AUTOMATIC;
  const fields = Object.entries(document.properties).filter(([, schema]) =>
    DECLARED_KINDS.includes(kindOf(schema)),
  );
  const isKnown = value === AUTOMATIC || fields.some(([name]) => name === value);
  return (
    <Setting at={pointerTo(path)}>
      <Select
        label="後で申請の内容を見るときに答えてもらう項目"
        help="受付から1日が過ぎた後に内容を見るには、本人だけが知っている答えが必要です。"
        value={value}
        options={[
          { value: AUTOMATIC, label: '自動（生年月日、なければ電話番号）' },
          ...(isKnown ? [] : [{ value, label: `${value}（使えない項目です）` }]),
          ...fields.map(([name]) => ({ value: name, label: labelOf(document, name) })),
        ]}
        error={wrong ?? (isKnown ? null : '選べない項目になっています。選び直してください。')}
        onChange={(next) => set(path, next === AUTOMATIC ? undefined : next)}
      />
    </Setting>
  );
}
