/** What the server finds missing or wrong, with a way to each place. */
import { useNavigate, useParams } from '@tanstack/react-router';
import { useId } from 'react';
import type { Problem } from '../api/types';
import { useBuilder, useBuilderState } from './builderContext';
import {
  countBySeverity,
  isOfSettings,
  selectionOf,
  sentenceOf,
  settingOf,
  SEVERITY_LABELS,
  whereOf,
} from './problems';

const ORDER = { error: 0, warning: 1, hint: 2 } as const;

export function ProblemsPanel({ onGo }: { onGo?: () => void }) {
  const titleId = useId();
  const { problems } = useBuilderState();
  const counts = countBySeverity(problems);
  const sorted = [...problems].sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
  return (
    <section aria-labelledby={titleId} className="problems">
      <h2 id={titleId}>確認が必要な箇所</h2>
      <p role="status" className="support">
        {problems.length === 0
          ? '確認が必要な箇所はありません。'
          : `エラー${counts.error}件、注意${counts.warning}件、ヒント${counts.hint}件`}
      </p>
      {sorted.length > 0 && (
        <ul className="problem-list">
          {sorted.map((problem, index) => (
            <ProblemItem key={index} problem={problem} onGo={onGo} />
          ))}
        </ul>
      )}
    </section>
  );
}

const LOOKS = { error: 'bad', warning: 'warn', hint: '' } as const;

function ProblemItem({ problem, onGo }: { problem: Problem; onGo?: () => void }) {
  const store = useBuilder();
  const { document } = useBuilderState();
  const { formId } = useParams({ from: '/forms/$formId/edit' });
  const navigate = useNavigate();
  const where = whereOf(document, problem);
  async function go() {
    const isSetting = isOfSettings(problem);
    await navigate({
      to: '/forms/$formId/edit',
      params: { formId },
      search: isSetting ? { view: 'settings', at: settingOf(problem) } : {},
    });
    onGo?.();
    if (isSetting) return;
    const target = selectionOf(document, problem);
    if (target !== null) store.select(target);
    // After the view and the inspector have been drawn.
    requestAnimationFrame(() => window.document.getElementById('inspector-title')?.focus());
  }
  return (
    <li>
      <button type="button" className="problem" onClick={() => void go()}>
        <span className={`chip ${LOOKS[problem.severity]}`}>{SEVERITY_LABELS[problem.severity]}</span>
        <span>
          <strong>{where}</strong>：{sentenceOf(problem, document)}
        </span>
      </button>
    </li>
  );
}
