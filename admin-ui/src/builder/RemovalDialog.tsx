/**
 * Something that conditions, expressions or settings speak about shall be deleted: says where, and what to do there.
 * Nothing is left pointing nowhere without having been said.
 */
import { useState } from 'react';
import { Button } from '../ui/Button';
import { Radios, Select } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';
import { answerRemoval, replaceAndRemove } from './actions';
import { useBuilder, useBuilderState } from './builderContext';
import { labelOf, type FieldAddress, type FormDocument } from './model/document';
import { kindLabel } from './kinds';
import { hasConditions, removalWords } from './removalWords';
import { names } from './model/expressions';
import { kindOf } from './model/kinds';
import { mentions } from './model/predicates';
import { scopeOf } from './model/scope';
import type { Removal } from './store';

export function RemovalDialog() {
  const store = useBuilder();
  const { removal } = useBuilderState('removal');
  return (
    <ModalDialog
      title="ほかの場所で使われています"
      isOpen={removal !== null}
      isAlert
      onClose={() => store.ask(null)}
    >
      {removal !== null && <Repair removal={removal} />}
    </ModalDialog>
  );
}

function Repair({ removal }: { removal: Removal }) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const { references, field } = removal;
  const others = field === undefined ? [] : replacements(document, field);
  const [way, setWay] = useState('remove');
  const [to, setTo] = useState('');
  const [isMissing, setMissing] = useState(false);
  const isReplacing = way === 'replace' && others.length > 0;
  function answer() {
    if (!isReplacing) answerRemoval(store, removal);
    else if (to === '') setMissing(true);
    else if (field !== undefined) replaceAndRemove(store, removal, field, to);
  }
  return (
    <>
      <p>{removal.label}は、次の場所で使われています。</p>
      <ul>
        {references.map((reference, index) => (
          <li key={index}>{reference.where}</li>
        ))}
      </ul>
      {others.length > 0 && (
        <Radios
          legend="使われている場所をどうしますか"
          name="repair"
          value={way}
          options={[
            { value: 'remove', label: '置き換えずに削除する' },
            { value: 'replace', label: '別の項目に置き換える' },
          ]}
          onChange={setWay}
        />
      )}
      {isReplacing ? (
        <Select
          label="代わりに使う項目"
          help="同じ種類の項目から選べます。選択肢の値が違うときは、削除した後に条件の値を選び直してください。"
          value={to}
          error={isMissing && to === '' ? '代わりに使う項目を選んでください。' : null}
          options={[
            { value: '', label: '選んでください' },
            ...others.map(({ name, label, kind }) => ({ value: name, label: `${label}（${kind}）` })),
          ]}
          onChange={setTo}
        />
      ) : (
        <>
          {removalWords(references).map((words) => (
            <p key={words}>{words}</p>
          ))}
        </>
      )}
      <p className="support">「元に戻す」で取り消せます。</p>
      <div className="modal-actions">
        <Button onPress={() => store.ask(null)}>やめる</Button>
        <Button look="danger" onPress={answer}>
          {isReplacing
            ? '置き換えて削除'
            : hasConditions(references)
              ? '条件からも取り除いて削除'
              : '削除する'}
        </Button>
      </div>
    </>
  );
}

/** The fields beside it that can be asked the same, and do not themselves depend on it. */
function replacements(document: FormDocument, { name, group }: FieldAddress) {
  const scope = scopeOf(document, group);
  const gone = scope.properties[name];
  if (gone === undefined) return [];
  return Object.entries(scope.properties)
    .filter(([other, schema]) => other !== name && kindOf(schema) === kindOf(gone))
    .filter(([other]) => !dependsOn(document, other, { name, group }))
    .map(([other, schema]) => ({ name: other, label: labelOf(scope, other), kind: kindLabel(schema) }));
}

/** A field that is calculated from it or shown because of it would come to ask itself. */
function dependsOn(document: FormDocument, other: string, field: FieldAddress): boolean {
  const schema = scopeOf(document, field.group).properties[other];
  if (schema === undefined) return false;
  const value = schema['x-value'];
  return (
    mentions(schema['x-show-when'], { name: field.name }) ||
    mentions(schema['x-required-when'], { name: field.name }) ||
    (typeof value === 'string' && names(value, field, field.group))
  );
}
