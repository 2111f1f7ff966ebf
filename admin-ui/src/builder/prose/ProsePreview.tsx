/** A text as residents will see it, with links that can be tried. Nothing is asked while it is folded. */
import { useState, type MouseEvent, type SyntheticEvent } from 'react';
import { useDrawn } from './useDrawn';
import './prose.css';

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
  const { html, isError } = useDrawn(text);
  if (isError) return <p className="error-text">サーバーに接続できないため、表示できません。</p>;
  if (text.trim() === '') return <p className="support">文章を書くと、ここに表示します。</p>;
  return (
    <div
      className="prose"
      role="group"
      aria-label="住民に見える形"
      onClick={follow}
      dangerouslySetInnerHTML={{ __html: html ?? '' }}
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
