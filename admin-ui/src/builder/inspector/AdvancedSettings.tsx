import { Fold } from '../../ui/Fold';
import { Select, TextInput } from '../../ui/fields';
import type { FieldAddress, FieldSchema } from '../model/document';
import { kindOf } from '../model/kinds';
import type { EditSchema } from '../kinds/kind';
import { NameEditor } from './NameEditor';

interface Props extends FieldAddress {
  schema: FieldSchema;
  edit: EditSchema;
}

const SENSITIVITIES = [
  { value: '', label: '指定しない' },
  { value: 'personal', label: '個人情報' },
  { value: 'special', label: '要配慮個人情報（病歴など）' },
  { value: 'my-number', label: 'マイナンバー' },
];

/** What few people change: the name in exports, words for errors, how sensitive it is. */
export function AdvancedSettings({ name, group, schema, edit }: Props) {
  const kind = kindOf(schema);
  const text = (key: string) => (typeof schema[key] === 'string' ? schema[key] : '');
  const setText = (key: string) => (value: string) => edit({ [key]: value === '' ? undefined : value }, key);
  return (
    <Fold summary="くわしい設定">
      <div className="stack-s">
        <NameEditor name={name} group={group} />
        {kind !== 'hidden' && kind !== 'group' && (
          <>
            <TextInput
              label="入力例"
              need="optional"
              help="「例：」を付けて説明の後に表示します。"
              value={text('x-placeholder')}
              onChange={setText('x-placeholder')}
            />
            <TextInput
              label="エラーのときの文章"
              need="optional"
              help="未入力のとき以外のエラーを、この文章で表示します。"
              value={text('x-error')}
              onChange={setText('x-error')}
            />
          </>
        )}
        <Select
          label="情報の扱い"
          help="要配慮個人情報とマイナンバーは、メールとその添付PDFに載りません。"
          value={text('x-sensitive')}
          options={SENSITIVITIES}
          onChange={(value) => edit({ 'x-sensitive': value === '' ? undefined : value })}
        />
      </div>
    </Fold>
  );
}
