/** What the server finds missing or wrong: why it matters, a way to each place, and a repair where one press can do it. */
import { useId, useRef, type RefObject } from 'react';
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
  const { problems } = useBuilderState();
  const counts = countBySeverity(problems);
  const sorted = [...problems].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return (
    <section aria-labelledby={titleId} className="problems">
      <h2 id={titleId}>確認が必要な箇所</h2>
      <p role="status" className="support" ref={status} tabIndex={-1}>
        {problems.length === 0
          ? '確認が必要な箇所はありません。'
          : `エラー${counts.error}件、注意${counts.warning}件、ヒント${counts.hint}件`}
      </p>
      {sorted.length > 0 && (
        <ul className="problem-list">
          {sorted.map((problem, index) => (
            <ProblemItem key={index} problem={problem} onGo={onGo} canEdit={canEdit} list={status} />
          ))}
        </ul>
      )}
    </section>
  );
}

const LOOKS = { error: 'bad', warning: 'warn', hint: '' } as const;

interface ItemProps extends Props {
  canEdit: boolean;
  problem: Problem;
  list: RefObject<HTMLParagraphElement | null>;
}

function ProblemItem({ problem, onGo, canEdit, list }: ItemProps) {
  const store = useBuilder();
  const { document } = useBuilderState();
  const goTo = useGo();
  const where = whereOf(document, problem);
  async function go() {
    const view = viewOf(problem);
    await goTo({
      view,
      at: view === 'settings' ? settingOf(problem) : undefined,
      selection: view === undefined ? selectionOf(document, problem) : null,
    });
    onGo?.();
  }
  const why = whyOf(problem.code);
  const repair = canEdit ? repairOf(document, problem) : null;
  function fix() {
    if (repair === null) return;
    store.dispatch(repair.command, {
      name: `直す（${repair.label}）`,
      notice: `${where}を直しました（${repair.label}）。「元に戻す」で取り消せます。`,
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
