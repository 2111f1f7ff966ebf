/** The states of a submission in words. */
import type { SubmissionState } from '../api/types';

export const STATES: readonly { value: SubmissionState; label: string; look: string }[] = [
  { value: 'received', label: '受付', look: 'key' },
  { value: 'in_progress', label: '処理中', look: 'warn' },
  { value: 'completed', label: '完了', look: 'good' },
  { value: 'withdrawn', label: '取下げ', look: '' },
];

export function stateName(state: SubmissionState | null | undefined): string {
  return STATES.find((candidate) => candidate.value === state)?.label ?? state ?? '';
}

export function StateChip({ state }: { state: SubmissionState }) {
  const look = STATES.find((candidate) => candidate.value === state)?.look ?? '';
  return <span className={`chip ${look}`}>{stateName(state)}</span>;
}
