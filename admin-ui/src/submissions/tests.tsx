/** Test submissions in words: what staff sent to try a form out, which counts nowhere. */
import type { SubmissionSummary } from '../api/types';

export function TestChip() {
  return <span className="chip warn">テスト</span>;
}

/** A test version has the number of its draft below zero; people read what it is. */
export function versionName({ is_test, version }: Pick<SubmissionSummary, 'is_test' | 'version'>): string {
  return is_test ? 'テスト版' : `第${version}版`;
}
