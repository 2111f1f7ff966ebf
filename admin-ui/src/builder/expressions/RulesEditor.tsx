/** What must hold across fields: an expression, what residents read when it does not, and at which field. */
import { Button } from '../../ui/Button';
import { Select, TextArea } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { replacedAt } from '../model/change';
import { labelOf, textOf, type Rule } from '../model/document';
import { kindOf } from '../model/kinds';
import { scopeOf } from '../model/scope';
import { ExpressionEditor } from './ExpressionEditor';

/** The rules of the form or, with `group`, of every row. */
export function RulesEditor({ group }: { group?: string }) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const scope = scopeOf(document, group);
  const rules = Array.isArray(scope['x-rules']) ? scope['x-rules'] : [];
  const pointer = group === undefined ? '/x-rules' : `/properties/${group}/items/x-rules`;
  const fields = Object.entries(scope.properties)
    .filter(([, schema]) => kindOf(schema) !== 'hidden')
    .map(([name]) => ({ value: name, label: labelOf(scope, name) }));
  const set = (next: readonly Rule[], key?: string) =>
    store.dispatch({ type: 'editRules', group, rules: next }, { key: key && `rules.${group ?? ''}.${key}` });
  const edit = (index: number, patch: Partial<Rule>, key?: string) =>
    set(
      replacedAt([...rules], index, (rule) => ({ ...rule, ...patch })),
      key && `${index}.${key}`,
    );
  const add = () =>
    set([
      ...rules,
      {
        assert: 'true',
        message: '入力の内容が合っていません。確認してください。',
        field: fields.at(-1)?.value ?? '',
      },
    ]);
  return (
    <details className="fold" open={rules.length > 0}>
      <summary>入力のきまり（{rules.length}件）</summary>
      <div className="stack-s">
        <p className="support">
          {group === undefined ? '項目どうし' : '同じ行の項目どうし'}
          の関係を確かめます（例：終了日は開始日以後）。使う項目がすべて入力されたときだけ確かめます。
        </p>
        {rules.map((rule, index) => (
          <div key={index} className="panel stack-s" role="group" aria-label={`きまり${index + 1}`}>
            <ExpressionEditor
              label={`きまり${index + 1}の式`}
              help="正しい入力のときに成り立つ式を書きます（例：start <= end）。"
              value={textOf(rule.assert)}
              group={group}
              pointer={`${pointer}/${index}/assert`}
              about={{ is: 'rule', index, group }}
              onChange={(assert) => assert !== '' && edit(index, { assert }, 'assert')}
            />
            <TextArea
              label="成り立たないときの文章"
              rows={2}
              value={textOf(rule.message)}
              onChange={(message) => edit(index, { message }, 'message')}
            />
            <Select
              label="文章を表示する項目"
              value={textOf(rule.field)}
              options={
                fields.some(({ value }) => value === rule.field)
                  ? fields
                  : [
                      { value: textOf(rule.field), label: `${textOf(rule.field)}（項目がありません）` },
                      ...fields,
                    ]
              }
              onChange={(field) => edit(index, { field })}
            />
            <Button look="danger" onPress={() => set(rules.filter((_, at) => at !== index))}>
              このきまりを削除
            </Button>
          </div>
        ))}
        <Button isDisabled={fields.length === 0} onPress={add}>
          きまりを追加
        </Button>
      </div>
    </details>
  );
}
