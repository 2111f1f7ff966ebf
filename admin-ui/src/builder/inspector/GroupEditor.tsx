/** A repeating group: what a row asks for, how many rows there may be, what one is called. */
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { focusInspector } from '../canvas/focus';
import { RulesEditor } from '../expressions/RulesEditor';
import { kindLabel, MEMBER_GROUPS } from '../kinds';
import * as members from '../memberActions';
import { isRequired, labelOf, type FieldSchema } from '../model/document';
import { rowOf } from '../model/scope';
import { problemsOfField } from '../problems';
import type { EditSchema } from '../kinds/kind';
import { NumberInput } from './NumberInput';
import { OrderButtons } from './OrderButtons';

interface Props {
  name: string;
  schema: FieldSchema;
  edit: EditSchema;
}

export function GroupEditor({ name, schema, edit }: Props) {
  const title = typeof schema['x-item-title'] === 'string' ? schema['x-item-title'] : '';
  return (
    <>
      <Members name={name} schema={schema} />
      <div className="pair">
        <NumberInput label="少なくとも（件）" keyword="minItems" schema={schema} edit={edit} isWhole />
        <NumberInput label="多くても（件）" keyword="maxItems" schema={schema} edit={edit} isWhole />
      </div>
      <TextInput
        label="1件の呼び方"
        need="optional"
        help="「お子さん」と書くと、「お子さん1」「お子さん2」と表示します。"
        value={title}
        onChange={(value) => edit({ 'x-item-title': value === '' ? undefined : value }, 'x-item-title')}
      />
      <RulesEditor group={name} />
    </>
  );
}

function Members({ name, schema }: { name: string; schema: FieldSchema }) {
  const store = useBuilder();
  const { problems } = useBuilderState('problems');
  const row = rowOf(schema) ?? { properties: {} };
  const list = Object.entries(row.properties);
  return (
    <fieldset className="fieldset panel">
      <legend>1件ごとに入力してもらう項目</legend>
      <ul className="members">
        {list.map(([member, inner], index) => {
          const label = labelOf(row, member);
          const count = problemsOfField(problems, { name: member, group: name }).length;
          return (
            <li key={member} className="member-row">
              <button
                type="button"
                className="member"
                onClick={() => {
                  members.select(store, name, member);
                  focusInspector();
                }}
              >
                <strong>{label}</strong>
                <span className="card-meta">
                  <span className="chip">{kindLabel(inner)}</span>
                  {inner['x-value'] !== undefined ? (
                    <span className="chip">計算</span>
                  ) : (
                    <span className={isRequired(row, member) ? 'chip bad' : 'chip'}>
                      {isRequired(row, member) ? '必須' : '任意'}
                    </span>
                  )}
                  {count > 0 && <span className="chip warn">確認{count}件</span>}
                </span>
              </button>
              <OrderButtons
                label={label}
                index={index}
                count={list.length}
                onMove={(to) => members.move(store, name, index, to)}
                onRemove={list.length === 1 ? undefined : () => members.remove(store, name, member)}
              />
            </li>
          );
        })}
      </ul>
      <p className="support">項目の名前を押すと、その項目の設定を開きます。</p>
      <AddMember group={name} />
    </fieldset>
  );
}

/** The palette again, without what cannot stand in a row. */
function AddMember({ group }: { group: string }) {
  const store = useBuilder();
  return (
    <details className="fold">
      <summary>くり返しの中に項目を追加</summary>
      {MEMBER_GROUPS.map(({ title, kinds }) => (
        <div key={title} role="group" aria-label={title} className="member-kinds">
          <h3>{title}</h3>
          <div className="palette-list">
            {kinds.map(({ kind, label }) => (
              <Button key={kind} className="palette-item" onPress={() => members.add(store, group, kind)}>
                {label}
              </Button>
            ))}
          </div>
        </div>
      ))}
    </details>
  );
}
