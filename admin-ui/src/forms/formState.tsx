/** The state of a form in words, with a mark that does not rely on colour. */
import type { FormState } from '../api/types';

const STATES: Record<FormState, { label: string; look: string }> = {
  draft: { label: '下書き', look: '' },
  open: { label: '公開中', look: 'good' },
  closed: { label: '受付終了', look: 'warn' },
};

export function formStateName(state: FormState): string {
  return STATES[state].label;
}

export function FormStateChip({ state }: { state: FormState }) {
  return <span className={`chip ${STATES[state].look}`}>{STATES[state].label}</span>;
}
