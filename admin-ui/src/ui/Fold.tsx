/** Something folded that few people open: what is in it is made when it is opened first. */
import { useState, type ReactNode } from 'react';

export function Fold({ summary, children }: { summary: ReactNode; children: ReactNode }) {
  const [isMade, setMade] = useState(false);
  return (
    <details className="fold" onToggle={(event) => event.currentTarget.open && setMade(true)}>
      <summary>{summary}</summary>
      {isMade && children}
    </details>
  );
}
