/** What the server finds missing or wrong: why it matters, a way to each place, and a repair where one press can do it. */
import { memo, useId, useMemo, useRef, type RefObject } from 'react';
import type { Problem, Severity } from '../api/types';
import { Button } from '../ui/Button';
import { useSteady } from '../ui/useSteady';
import { useBuilder, useBuilderState, useTools } from './builderContext';
import { repairOf } from './fixes';
import {
  countBySeverity,
  selectionOf,
  sentenceOf,
  settingOf,
  SEVERITY_LABELS,
  viewOf,
  whereOf,
} from './problems';
import type { FormDocument } from './model/document';
import { useGo } from './useGo';
import { useSettled } from './useSettled';
import { whyOf } from './why';
import './problems.css';

const ORDER = { error: 0, warning: 1, hint: 2 } as const;

interface Props {
  onGo?: () => void;
}

export function ProblemsPanel({ onGo }: Props) {
  // Only who may change the form is offered to.
  const canEdit = useTools()?.canEdit ?? false;
  const titleId = useId();
  // Where the focus goes when the repaired problem is gone from the list.
  const status = useRef<HTMLParagraphElement>(null);
  const { problems, document } = useBuilderState('problems', 'document');
  const counts = countBySeverity(problems);
  const list = useMemo(() => ({ problems, document }), [problems, document]);
  // Typing must not wait for hundreds of problems and their repairs.
  const shown = useSettled(list);
  return (
    <section aria-labelledby={titleId} className="problems">
      <h2 id={titleId}>確認が必要な箇所</h2>
      <p role="status" className="support" ref={status} tabIndex={-1}>
        {problems.length === 0
          ? '確認が必要な箇所はありません。'
          : `エラー${counts.error}件、注意${counts.warning}件、ヒント${counts.hint}件`}
      </p>
      <ProblemList {...shown} onGo={onGo} canEdit={canEdit} list={status} />
    </section>
  );
}

interface ListProps extends Props {
  problems: Problem[];
  /** As it was when the list was asked for; a repair looks at what it is by then. */
  document: FormDocument;
  canEdit: boolean;
  list: RefObject<HTMLParagraphElement | null>;
}

const ProblemList = memo(function ProblemList({ problems, document, onGo, canEdit, list }: ListProps) {
  const store = useBuilder();
  const goTo = useGo();
  const sorted = useMemo(() => inOrder(problems), [problems]);
  async function go(problem: Problem) {
    const view = viewOf(problem);
    await goTo({
      view,
      at: view === 'settings' ? settingOf(problem) : undefined,
      selection: view === undefined ? selectionOf(store.getState().document, problem) : null,
    });
    onGo?.();
  }
  function fix(problem: Problem) {
    const now = store.getState().document;
    const repair = repairOf(now, problem);
    if (repair === null) return;
    store.dispatch(repair.command, {
      name: `直す（${repair.label}）`,
      notice: `${whereOf(now, problem)}を直しました（${repair.label}）。「元に戻す」で取り消せます。`,
    });
    list.current?.focus();
  }
  // With words that stay the same, no item is drawn again.
  const press = useSteady((what: Press, id: string) => {
    const problem = sorted.find((listed) => listed.id === id)?.problem;
    if (problem !== undefined) void (what === 'go' ? go(problem) : fix(problem));
  });
  if (sorted.length === 0) return null;
  return (
    <ul className="problem-list">
      {sorted.map(({ id, problem }) => (
        <ProblemItem
          key={id}
          id={id}
          severity={problem.severity}
          where={whereOf(document, problem)}
          sentence={sentenceOf(problem, document)}
          why={whyOf(problem.code)}
          repair={canEdit ? (repairOf(document, problem)?.label ?? null) : null}
          onPress={press}
        />
      ))}
    </ul>
  );
});

/** The worst first, each with a name that stays with it when others come or go. */
function inOrder(problems: Problem[]): { id: string; problem: Problem }[] {
  const seen = new Map<string, number>();
  return [...problems]
    .sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
    .map((problem) => {
      const name = `${problem.code} ${problem.at}`;
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      return { id: `${name} ${count}`, problem };
    });
}

type Press = 'go' | 'fix';

const LOOKS = { error: 'bad', warning: 'warn', hint: '' } as const;

interface ItemProps {
  id: string;
  severity: Severity;
  where: string;
  sentence: string;
  why: string | null;
  /** What one press would do about it. */
  repair: string | null;
  onPress: (what: Press, id: string) => void;
}

/** Words only: a large form has hundreds of them, and few change with a keystroke. */
const ProblemItem = memo(function ProblemItem(props: ItemProps) {
  const { id, severity, where, sentence, why, repair, onPress } = props;
  return (
    <li className="problem-item">
      <button type="button" className="problem" onClick={() => onPress('go', id)}>
        <span className={`chip ${LOOKS[severity]}`}>{SEVERITY_LABELS[severity]}</span>
        <span>
          <strong>{where}</strong>：{sentence}
          {why !== null && <span className="problem-why">{why}</span>}
        </span>
      </button>
      {repair !== null && (
        <Button onPress={() => onPress('fix', id)} aria-label={`直す：${repair}（${where}）`}>
          直す：{repair}
        </Button>
      )}
    </li>
  );
});
