/** What the server finds missing or wrong: why it matters, a way to each place, and a repair where one press can do it. */
import { memo, useDeferredValue, useId, useMemo, useRef, type RefObject } from 'react';
import type { Problem } from '../api/types';
import { Button } from '../ui/Button';
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
  const { problems, document } = useBuilderState();
  const counts = countBySeverity(problems);
  const list = useMemo(() => ({ problems, document }), [problems, document]);
  // Typing must not wait for a hundred problems and their repairs: the list may come a moment later.
  const shown = useDeferredValue(list);
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

const ProblemList = memo(function ProblemList({ problems, ...rest }: ListProps) {
  const sorted = [...problems].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  if (sorted.length === 0) return null;
  return (
    <ul className="problem-list">
      {sorted.map((problem, index) => (
        <ProblemItem key={index} problem={problem} {...rest} />
      ))}
    </ul>
  );
});

const LOOKS = { error: 'bad', warning: 'warn', hint: '' } as const;

interface ItemProps extends Omit<ListProps, 'problems'> {
  problem: Problem;
}

function ProblemItem({ problem, document, onGo, canEdit, list }: ItemProps) {
  const store = useBuilder();
  const goTo = useGo();
  const where = whereOf(document, problem);
  async function go() {
    const view = viewOf(problem);
    await goTo({
      view,
      at: view === 'settings' ? settingOf(problem) : undefined,
      selection: view === undefined ? selectionOf(store.getState().document, problem) : null,
    });
    onGo?.();
  }
  const why = whyOf(problem.code);
  const repair = canEdit ? repairOf(document, problem) : null;
  function fix() {
    const now = repairOf(store.getState().document, problem);
    if (now === null) return;
    store.dispatch(now.command, {
      name: `直す（${now.label}）`,
      notice: `${where}を直しました（${now.label}）。「元に戻す」で取り消せます。`,
    });
    list.current?.focus();
  }
  return (
    <li className="problem-item">
      <button type="button" className="problem" onClick={() => void go()}>
        <span className={`chip ${LOOKS[problem.severity]}`}>{SEVERITY_LABELS[problem.severity]}</span>
        <span>
          <strong>{where}</strong>：{sentenceOf(problem, document)}
          {why !== null && <span className="problem-why">{why}</span>}
        </span>
      </button>
      {repair !== null && (
        <Button onPress={fix} aria-label={`${repair.label}（${where}）`}>
          直す：{repair.label}
        </Button>
      )}
    </li>
  );
}
