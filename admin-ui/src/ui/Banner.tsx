/** A message with its kind in words, never by colour alone. Errors are announced at once, the rest politely. */
import type { ReactNode } from 'react';
import { messageOf } from '../api/messages';

const MARKS = { error: 'エラー', success: '済み', warning: '注意', info: 'お知らせ' } as const;

export function Banner({ kind, children }: { kind: keyof typeof MARKS; children: ReactNode }) {
  return (
    <div className={`banner ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <span className="mark">{MARKS[kind]}</span>
      <div>{children}</div>
    </div>
  );
}

/** Shows an error of the API in words; nothing when there is none. */
export function ErrorBanner({ error }: { error: unknown }) {
  if (error === null || error === undefined) return null;
  return <Banner kind="error">{messageOf(error)}</Banner>;
}

/** What a button has just done. The live region is there before the words, so that they are read out. */
export function Outcome({ words }: { words: string | null }) {
  return (
    <div role="status">
      {words !== null && (
        <div className="banner success">
          <span className="mark">{MARKS.success}</span>
          <div>{words}</div>
        </div>
      )}
    </div>
  );
}
