/** One application for each answer to a question (`x-settings.onePer`): a command like any other. Complete in itself. */
import { Select } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { labelOf } from '../model/document';
import { kindOf } from '../model/kinds';

/** The server decides; this only leaves out what it would refuse. */
const KEY_KINDS = ['keyNumber', 'email', 'phone', 'corporateNumber', 'invoiceNumber', 'shortText', 'hidden'];
const ANY_NUMBER = '';

export function OnePerSetting() {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const setting = document['x-settings']?.onePer;
  const value = typeof setting === 'string' ? setting : ANY_NUMBER;
  const fields = Object.entries(document.properties).filter(([, schema]) =>
    KEY_KINDS.includes(kindOf(schema)),
  );
  const isKnown = value === ANY_NUMBER || fields.some(([name]) => name === value);
  return (
    <Select
      label="同じ回答では1件だけ受け付ける項目"
      need="optional"
      help="選んだ項目の回答が同じ申請は、1件だけ受け付けます（例：通知書の番号、メールアドレス）。2件目には「すでに受け付けています」と表示し、前の申請の内容は見せません。取り下げた申請は数えません。"
      value={value}
      options={[
        { value: ANY_NUMBER, label: '決めない（何件でも受け付ける）' },
        ...(isKnown ? [] : [{ value, label: `${value}（使えない項目です）` }]),
        ...fields.map(([name]) => ({ value: name, label: labelOf(document, name) })),
      ]}
      error={isKnown ? null : '選べない項目になっています。選び直してください。'}
      onChange={(next) =>
        store.dispatch(
          { type: 'editSettings', path: ['onePer'], value: next === ANY_NUMBER ? undefined : next },
          { key: 'settings.onePer' },
        )
      }
    />
  );
}
