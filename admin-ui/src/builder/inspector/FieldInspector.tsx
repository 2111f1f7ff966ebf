/** Everything about one field: words, name, required, what its kind offers, when it is shown. */
import { Check, Select, TextArea, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { isRequired, type Block, type FieldSchema, type Place } from '../model/document';
import { kindLabel, kindOf } from '../model/kinds';
import { problemsOfField, sentenceOf, SEVERITY_LABELS } from '../problems';
import { ChoicesEditor } from './ChoicesEditor';
import { KindSettings } from './KindSettings';
import { NameEditor } from './NameEditor';

interface Props {
  name: string;
  schema: FieldSchema;
  place: Place;
  block: Block;
}

export type EditSchema = (patch: Record<string, unknown>, key?: string) => void;

const SENSITIVITIES = [
  { value: '', label: '指定しない' },
  { value: 'personal', label: '個人情報' },
  { value: 'special', label: '要配慮個人情報（病歴など）' },
  { value: 'my-number', label: 'マイナンバー' },
];

export function FieldInspector({ name, schema, place, block }: Props) {
  const store = useBuilder();
  const { document, problems } = useBuilderState();
  const kind = kindOf(schema);
  const edit: EditSchema = (patch, key) =>
    store.dispatch({ type: 'editField', name, patch }, { key: key && `field.${name}.${key}` });
  const text = (key: string) => (typeof schema[key] === 'string' ? schema[key] : '');
  const setText = (key: string) => (value: string) => edit({ [key]: value === '' ? undefined : value }, key);
  const own = problemsOfField(problems, name);
  const otherRequired = schema['x-required-when'] !== undefined && schema['x-required-when'] !== true;

  return (
    <section className="stack-s" aria-labelledby="inspector-title">
      <h2 id="inspector-title" tabIndex={-1}>
        「{kindLabel(schema)}」の設定
      </h2>
      {own.length > 0 && (
        <ul className="own-problems">
          {own.map((problem, index) => (
            <li key={index}>
              {SEVERITY_LABELS[problem.severity]}：{sentenceOf(problem, document)}
            </li>
          ))}
        </ul>
      )}
      <TextInput label="項目の名前" value={text('title')} onChange={(title) => edit({ title }, 'title')} />
      <TextArea
        label="説明"
        need="optional"
        rows={2}
        help="名前の下に表示します。どこを見れば分かるかなどを1〜2文で書きます。"
        value={text('x-help')}
        onChange={setText('x-help')}
      />
      {!otherRequired && (
        <Check
          isSelected={isRequired(document, name)}
          onChange={(required) => store.dispatch({ type: 'setRequired', name, isRequired: required })}
        >
          必須にする
        </Check>
      )}
      <ChoicesEditor name={name} schema={schema} />
      <KindSettings kind={kind} schema={schema} edit={edit} />
      <ConditionEditor
        title="表示する条件"
        value={schema['x-show-when']}
        without={[name]}
        onChange={(value, key) => edit({ 'x-show-when': value }, key && `when.${key}`)}
      />
      {block['x-show-when'] !== undefined && (
        <ConditionEditor
          title="表示する条件（配置）"
          value={block['x-show-when']}
          without={[name]}
          onChange={(value) =>
            store.dispatch({ type: 'editBlock', ...place, patch: { 'x-show-when': value } })
          }
        />
      )}
      {otherRequired && (
        <ConditionEditor
          title="必須にする条件"
          value={schema['x-required-when']}
          without={[name]}
          onChange={(value, key) => edit({ 'x-required-when': value }, key && `required.${key}`)}
        />
      )}
      <details className="fold">
        <summary>くわしい設定</summary>
        <div className="stack-s">
          <NameEditor name={name} />
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
          <Select
            label="情報の扱い"
            help="要配慮個人情報とマイナンバーは、メールとその添付PDFに載りません。"
            value={text('x-sensitive')}
            options={SENSITIVITIES}
            onChange={(value) => edit({ 'x-sensitive': value === '' ? undefined : value })}
          />
        </div>
      </details>
    </section>
  );
}
