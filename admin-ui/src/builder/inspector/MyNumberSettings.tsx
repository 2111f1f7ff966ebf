import { TextArea } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';

/** The law that allows asking for individual numbers: a setting of the form, wanted where the field is. */
export function MyNumberSettings() {
  const store = useBuilder();
  const ground = useBuilderState('document').document['x-settings']?.myNumberGround;
  return (
    <TextArea
      label="マイナンバーを集める法的な根拠"
      rows={3}
      help="番号法の条文や条例の名前を書きます。ここが空欄の間は公開できません。フォーム全体に1つで、「設定」の画面でも変えられます。"
      value={typeof ground === 'string' ? ground : ''}
      onChange={(value) =>
        store.dispatch(
          { type: 'editSettings', path: ['myNumberGround'], value: value === '' ? undefined : value },
          { key: 'settings.myNumberGround' },
        )
      }
    />
  );
}
