/** Everything about one field or member: words, required, what its kind offers, when it is shown. */
import { memo } from 'react';
import { Check, TextArea, TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState, useBuilderValue } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { kindLabel, kindUi } from '../kinds';
import type { EditSchema } from '../kinds/kind';
import { isRequired, type Block, type FieldAddress, type FieldSchema, type Place } from '../model/document';
import { kindOf } from '../model/kinds';
import { scopeOf } from '../model/scope';
import { problemsOfField, sentenceOf, SEVERITY_LABELS } from '../problems';
import { AdvancedSettings } from './AdvancedSettings';
import { CalculationSettings } from './CalculationSettings';
import { ChoicesEditor } from './ChoicesEditor';
import { GroupEditor } from './GroupEditor';
import { MatrixRows } from './MatrixRows';

interface Props extends FieldAddress {
  schema: FieldSchema;
  /** Where the field stands, if that place has a condition of its own. A member stands in its group. */
  place?: Place | undefined;
  block?: Block;
}

/** Not drawn again when the field is only moved. */
export const FieldInspector = memo(function FieldInspector({ name, group, schema, place, block }: Props) {
  const store = useBuilder();
  const isNeeded = useBuilderValue(({ document }) => isRequired(scopeOf(document, group), name));
  const kind = kindOf(schema);
  const address: FieldAddress = { name, group };
  const editKey = (key: string) => `field.${group ?? ''}.${name}.${key}`;
  const edit: EditSchema = (patch, key) =>
    store.dispatch({ type: 'editField', ...address, patch }, { key: key && editKey(key) });
  const text = (key: string) => (typeof schema[key] === 'string' ? schema[key] : '');
  const isCalculated = schema['x-value'] !== undefined;
  const otherRequired = schema['x-required-when'] !== undefined && schema['x-required-when'] !== true;
  const { note, Settings } = kindUi(schema) ?? {};

  return (
    <section className="stack-s" aria-labelledby="inspector-title">
      <h2 id="inspector-title" tabIndex={-1}>
        「{kindLabel(schema)}」の設定
      </h2>
      {note && <p className="support">{note}。</p>}
      <OwnProblems {...address} />
      <TextInput label="項目の名前" value={text('title')} onChange={(title) => edit({ title }, 'title')} />
      {kind !== 'hidden' && (
        <TextArea
          label="説明"
          need="optional"
          rows={2}
          help="名前の下に表示します。どこを見れば分かるかなどを1〜2文で書きます。"
          value={text('x-help')}
          onChange={(value) => edit({ 'x-help': value === '' ? undefined : value }, 'x-help')}
        />
      )}
      {!otherRequired && !isCalculated && (
        <Check
          isSelected={isNeeded}
          onChange={(required) => store.dispatch({ type: 'setRequired', ...address, isRequired: required })}
        >
          必須にする
        </Check>
      )}
      {kind === 'group' && <GroupEditor name={name} schema={schema} edit={edit} />}
      {kind === 'matrix' && <MatrixRows name={name} group={group} schema={schema} edit={edit} />}
      <ChoicesEditor name={name} group={group} schema={schema} edit={edit} />
      {Settings !== undefined && <Settings kind={kind} schema={schema} edit={edit} />}
      <CalculationSettings name={name} group={group} schema={schema} />
      <ConditionEditor
        title="表示する条件"
        value={schema['x-show-when']}
        group={group}
        without={[name]}
        onChange={(value, key) => edit({ 'x-show-when': value }, key && `when.${key}`)}
      />
      {place !== undefined && (
        <ConditionEditor
          title="表示する条件（配置）"
          value={block?.['x-show-when']}
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
          group={group}
          without={[name]}
          onChange={(value, key) => edit({ 'x-required-when': value }, key && `required.${key}`)}
        />
      )}
      <AdvancedSettings name={name} group={group} schema={schema} edit={edit} />
    </section>
  );
});

/** What the server finds wrong with the field; what is wrong with a member stands at the member. */
function OwnProblems(address: FieldAddress) {
  const { document, problems } = useBuilderState('document', 'problems');
  const own = problemsOfField(problems, address);
  if (own.length === 0) return null;
  return (
    <ul className="own-problems">
      {own.map((problem, index) => (
        <li key={index}>
          {SEVERITY_LABELS[problem.severity]}：{sentenceOf(problem, document)}
        </li>
      ))}
    </ul>
  );
}
