/**
 * A condition as a tree of questions, with what it says in words. A question without a field or a value is kept here
 * until it says something: in the document it would hide the field from everybody.
 */
import { useMemo, useState } from 'react';
import { useSteady } from '../../ui/useSteady';
import { useBuilderState } from '../builderContext';
import type { Predicate } from '../model/document';
import { scopeOf } from '../model/scope';
import { useSettled } from '../useSettled';
import { GroupEditor } from './GroupEditor';
import { parse, print } from './predicate';
import { EMPTY, group, type Group } from './tree';
import { groupInWords } from './words';
import './conditions.css';

interface Props {
  title: string;
  value: Predicate | undefined;
  /** The repeating group whose row the condition is about; none for the answers of the form. */
  group?: string | undefined;
  /** Fields that cannot be asked about: the field itself, the fields of the page. */
  without?: string[];
  /** Cannot be taken away altogether (an exit). */
  isNeeded?: boolean;
  onChange: (value: Predicate | undefined, key?: string) => void;
}

const written = (value: Predicate | undefined) => JSON.stringify(value);

function treeOf(value: Predicate | undefined, isNeeded: boolean): Group {
  return value === undefined ? group('all', isNeeded ? [EMPTY] : []) : parse(value);
}

export function ConditionEditor({
  title,
  value,
  group: row,
  without = [],
  isNeeded = false,
  onChange,
}: Props) {
  // What the fields are called: hundreds of them can be asked about, and typing does not wait for their list.
  const known = useSettled(useBuilderState('document').document);
  // Ours only while the document says what this tree wrote: undo or another editor makes it void.
  const [own, setOwn] = useState<{ base: string | undefined; tree: Group } | null>(null);
  const scope = useMemo(() => scopeOf(known, row), [known, row]);
  const others = without.join(' ');
  const fields = useMemo(
    () => Object.keys(scope.properties).filter((name) => !others.split(' ').includes(name)),
    [scope, others],
  );
  const current = useMemo(() => treeOf(value, isNeeded), [value, isNeeded]);
  const tree = own !== null && own.base === written(value) ? own.tree : current;
  const words = useMemo(() => groupInWords(scope, tree), [scope, tree]);
  const set = useSteady((next: Group, key?: string) => {
    const printed = print(next);
    // Taking the last one away is no way to an exit for everybody.
    if (printed === undefined && isNeeded) return setOwn({ base: written(value), tree: next });
    const isSame = written(printed) === written(value);
    setOwn({ base: written(printed), tree: next });
    if (!isSame) onChange(printed, key);
  });
  return (
    <fieldset className="fieldset panel">
      <legend>{title}</legend>
      <p className="support">
        {words !== '' ? words : isNeeded ? '条件を作ってください。' : 'いつも表示します。'}
      </p>
      <GroupEditor of={tree} scope={scope} fields={fields} isNeeded={isNeeded} onChange={set} />
      {fields.length === 0 && <p className="support">条件に使える項目が、ほかにありません。</p>}
    </fieldset>
  );
}
