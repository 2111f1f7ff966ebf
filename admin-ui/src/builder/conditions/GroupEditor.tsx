/** A group of questions that hold all, any or not, with groups inside. What has no words of its own is shown, not edited. */
import { memo, useRef, useState } from 'react';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/fields';
import { replacedAt } from '../model/change';
import type { Scope } from '../model/document';
import { MODE_LABELS } from './ops';
import { TestRow } from './TestRow';
import {
  complete,
  count,
  EMPTY,
  group,
  type Foreign,
  type Group,
  type Mode,
  type Node,
  type Test,
} from './tree';
import { foreignInWords } from './words';

interface Props {
  of: Group;
  scope: Scope;
  fields: string[];
  /** What stands before the numbers of its questions: empty for the outermost group. */
  name?: string;
  /** How many groups it stands in. */
  depth?: number;
  /** The last question of all cannot be taken away (an exit). */
  isNeeded?: boolean;
  onChange: (of: Group, key?: string) => void;
}

/** More groups in groups than this nobody can read; deeper ones that are there can still be edited. */
const DEEPEST = 3;

export const GroupEditor = memo(function GroupEditor(props: Props) {
  const { of, scope, fields, name = '', depth = 0, isNeeded = false, onChange } = props;
  const box = useRef<HTMLDivElement>(null);
  const { mode, nodes } = of;
  const set = (next: Node[], key?: string) => onChange({ ...of, nodes: next }, key);
  const replace = (index: number, node: Node, key?: string) =>
    set(
      replacedAt(nodes, index, () => node),
      key && `${index}.${key}`,
    );
  function ask(index: number, shown: Test, key?: string) {
    const node = nodes[index];
    if (node?.node !== 'test') return;
    replace(index, { ...node, shown, written: complete(shown) ?? node.written }, key);
  }
  const keys = useRowKeys(nodes.length);
  function remove(index: number) {
    keys.drop(index);
    set(nodes.filter((_, at) => at !== index));
    // What had the focus is gone.
    box.current?.focus();
  }
  const isLast = isNeeded && count(of) <= 1;
  const removal = (index: number, node: Node) =>
    isNeeded && (nodes.length === 1 || (isLast && count(group('all', [node])) > 0))
      ? undefined
      : () => remove(index);
  return (
    <div className="condition-group" ref={box} tabIndex={-1}>
      {(nodes.length > 1 || depth > 0 || mode === 'none' || mode === 'notAll') && (
        <Select
          label={name === '' ? '条件の組み合わせ' : `${name}の組み合わせ`}
          value={mode}
          options={Object.entries(MODE_LABELS).map(([value, label]) => ({ value, label }))}
          onChange={(next) => onChange({ ...of, mode: next as Mode })}
        />
      )}
      {nodes.map((node, index) => {
        const own = nameOf(name, index);
        if (node.node === 'test') {
          return (
            <TestRow
              key={keys.of[index]}
              question={node}
              name={own}
              scope={scope}
              fields={fields}
              onChange={(next, key) => ask(index, next, key)}
              onRemove={removal(index, node)}
            />
          );
        }
        if (node.node === 'foreign') {
          return (
            <ForeignRow
              key={keys.of[index]}
              node={node}
              name={own}
              scope={scope}
              onRemove={removal(index, node)}
            />
          );
        }
        return (
          <fieldset key={keys.of[index]} className="fieldset condition-inner">
            <legend>{own}（まとまり）</legend>
            <GroupEditor
              of={node}
              scope={scope}
              fields={fields}
              name={own}
              depth={depth + 1}
              isNeeded={isNeeded && isLast}
              onChange={(next, key) => replace(index, next, key)}
            />
            {removal(index, node) && (
              <Button onPress={removal(index, node)} aria-label={`${own}のまとまりを削除`}>
                まとまりを削除
              </Button>
            )}
          </fieldset>
        );
      })}
      <div className="row">
        <Button
          isDisabled={fields.length === 0}
          aria-label={name === '' ? undefined : `${name}に条件を追加`}
          onPress={() => set([...nodes, EMPTY])}
        >
          条件を追加
        </Button>
        {depth < DEEPEST && nodes.length > 0 && (
          <Button
            isDisabled={fields.length === 0}
            aria-label={name === '' ? undefined : `${name}にまとまりを追加`}
            onPress={() => set([...nodes, group(mode === 'any' ? 'all' : 'any', [EMPTY])])}
          >
            まとまりを追加
          </Button>
        )}
      </div>
    </div>
  );
});

/** A key for each row that stays with it: what is half typed there must not move to the row that comes to its place. */
function useRowKeys(count: number): { of: readonly number[]; drop: (index: number) => void } {
  const [rows, setRows] = useState({ keys: Array.from({ length: count }, (_, at) => at), next: count });
  const { keys, next } = rows;
  if (keys.length !== count) {
    const fresh = Array.from({ length: Math.max(0, count - keys.length) }, (_, at) => next + at);
    setRows({ keys: [...keys.slice(0, count), ...fresh], next: next + fresh.length });
  }
  return {
    of: keys,
    drop: (index) => setRows({ keys: keys.filter((_, at) => at !== index), next }),
  };
}

/** 条件2, 条件2の1, 条件2の行1. */
function nameOf(outer: string, index: number): string {
  if (outer === '') return `条件${index + 1}`;
  return outer.endsWith('行') ? `${outer}${index + 1}` : `${outer}の${index + 1}`;
}

interface ForeignProps {
  node: Foreign;
  name: string;
  scope: Scope;
  onRemove: (() => void) | undefined;
}

/** Said in words and left as it is. */
function ForeignRow({ node, name, scope, onRemove }: ForeignProps) {
  return (
    <div className="test-row" role="group" aria-label={name}>
      <p>{foreignInWords(scope, node.schema)}</p>
      <p className="support">
        この部分は、この画面では変えられません。内容はそのまま使われます。変えるときは、削除して作り直すか、JSONの画面で直します。
      </p>
      <details className="fold">
        <summary>書かれているとおりに見る</summary>
        <pre className="json">{JSON.stringify(node.schema, null, 2)}</pre>
      </details>
      {onRemove && (
        <Button onPress={onRemove} aria-label={`${name}を削除`}>
          削除
        </Button>
      )}
    </div>
  );
}
