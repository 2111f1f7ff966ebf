/** A text as residents will see it, drawn by the server a moment after the last key. Nothing is asked while it is folded. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState, type MouseEvent, type SyntheticEvent } from 'react';
import { keys } from '../../api/queries';
import { forms } from '../../api/staffApi';
import './prose.css';

const DELAY_MS = 300;

export function ProsePreview({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="fold"
      onToggle={(event: SyntheticEvent<HTMLDetailsElement>) => setOpen(event.currentTarget.open)}
    >
      <summary>表示を確かめる</summary>
      {isOpen && <Drawn text={text} />}
    </details>
  );
}

function Drawn({ text }: { text: string }) {
  const settled = useSettled(text);
  const { data, isError } = useQuery({
    queryKey: keys.prose(settled),
    queryFn: () => forms.prose(settled),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
  });
  if (isError) return <p className="error-text">サーバーに接続できないため、表示できません。</p>;
  if (text.trim() === '') return <p className="support">文章を書くと、ここに表示します。</p>;
  return (
    <div
      className="prose"
      role="group"
      aria-label="住民に見える形"
      onClick={follow}
      // The server writes seven elements and escapes everything else.
      dangerouslySetInnerHTML={{ __html: data ?? '' }}
    />
  );
}

/** A link is tried in a tab of its own: a click must not leave the builder. */
function follow(event: MouseEvent<HTMLDivElement>) {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (link === null) return;
  event.preventDefault();
  window.open(link.href, '_blank', 'noopener');
}

/** The value once it has not changed for a moment. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), DELAY_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
