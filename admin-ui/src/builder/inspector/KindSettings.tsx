/** What only some kinds have: limits, digits, dates, files, the look of choices. */
import { Check, Select, TextInput } from '../../ui/fields';
import { choicesOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import type { EditSchema } from './FieldInspector';
import { DayLimit } from './DayLimit';
import { FileSettings } from './FileSettings';
import { NumberInput } from './NumberInput';
import { PartsSettings } from './PartsSettings';
import { PatternSettings } from './PatternSettings';

export interface KindProps {
  schema: FieldSchema;
  edit: EditSchema;
}

export function KindSettings({ kind, schema, edit }: KindProps & { kind: string }) {
  switch (kind) {
    case 'shortText':
      return (
        <>
          <PatternSettings schema={schema} edit={edit} />
          <Lengths schema={schema} edit={edit} />
        </>
      );
    case 'longText':
    case 'kana':
      return <Lengths schema={schema} edit={edit} />;
    case 'integer':
    case 'decimal':
      return <Numbers schema={schema} edit={edit} />;
    case 'date':
      return (
        <>
          <DayLimit label="いちばん早い日" keyword="x-earliest" schema={schema} edit={edit} />
          <DayLimit label="いちばん遅い日" keyword="x-latest" schema={schema} edit={edit} />
        </>
      );
    case 'choice':
      return <Widget schema={schema} edit={edit} />;
    case 'choices':
      return (
        <div className="pair">
          <NumberInput label="少なくとも（個）" keyword="minItems" schema={schema} edit={edit} />
          <NumberInput label="多くても（個）" keyword="maxItems" schema={schema} edit={edit} />
        </div>
      );
    case 'consent':
    case 'yesNo':
      return (
        <TextInput
          label="チェックの横の文"
          need="optional"
          help="空欄のときは項目の名前を表示します。"
          value={typeof schema['x-text'] === 'string' ? schema['x-text'] : ''}
          onChange={(value) => edit({ 'x-text': value === '' ? undefined : value }, 'x-text')}
        />
      );
    case 'email':
      return (
        <Check
          isSelected={schema['x-confirm'] === true}
          onChange={(confirm) => edit({ 'x-confirm': confirm ? true : undefined })}
        >
          確認のため2回入力してもらう
        </Check>
      );
    case 'personName':
    case 'postalAddress':
      return <PartsSettings kind={kind} schema={schema} edit={edit} />;
    case 'file':
      return <FileSettings schema={schema} edit={edit} />;
    default:
      return null;
  }
}

function Lengths({ schema, edit }: KindProps) {
  return (
    <div className="pair">
      <NumberInput label="最小の文字数" keyword="minLength" schema={schema} edit={edit} />
      <NumberInput label="最大の文字数" keyword="maxLength" schema={schema} edit={edit} />
    </div>
  );
}

function Numbers({ schema, edit }: KindProps) {
  return (
    <>
      <div className="pair">
        <NumberInput label="小さくても" keyword="minimum" schema={schema} edit={edit} isSigned />
        <NumberInput label="大きくても" keyword="maximum" schema={schema} edit={edit} isSigned />
      </div>
      <TextInput
        label="単位"
        need="optional"
        help="入力欄の後に表示します（例：人、円、℃）。"
        value={typeof schema['x-unit'] === 'string' ? schema['x-unit'] : ''}
        onChange={(value) => edit({ 'x-unit': value === '' ? undefined : value }, 'x-unit')}
      />
    </>
  );
}

function Widget({ schema, edit }: KindProps) {
  const usual = choicesOf(schema).length <= 7 ? 'すべて並べる' : '一覧から選ぶ';
  return (
    <Select
      label="見せ方"
      value={typeof schema['x-widget'] === 'string' ? schema['x-widget'] : ''}
      options={[
        { value: '', label: `おまかせ（${usual}）` },
        { value: 'radio', label: 'すべて並べる（ラジオボタン）' },
        { value: 'select', label: '一覧から選ぶ（プルダウン）' },
      ]}
      onChange={(value) => edit({ 'x-widget': value === '' ? undefined : value })}
    />
  );
}
