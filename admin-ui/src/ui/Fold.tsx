/** Something that few people unfold: what is in it is made when it is unfolded first. */
import { useState, type ReactNode } from 'react';

interface Props {
  summary: ReactNode;
  children: ReactNode;
  /** Unfolded by what it holds, not by the person. */
  isOpen?: boolean;
}

export function Fold({ summary, children, isOpen = false }: Props) {
  const [isMade, setMade] = useState(isOpen);
  return (
    <details
      className="fold"
      open={isOpen}
      onToggle={({ currentTarget }) => currentTarget.open && setMade(true)}
    >
      <summary>{summary}</summary>
      {(isMade || isOpen) && children}
    </details>
  );
}
