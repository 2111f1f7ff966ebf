/** The table of contents: what takes effect with the next publication, and what at once. */
import type { MouseEvent } from 'react';
import { OPERATIONAL, PUBLISHED, type SectionUi } from './sections';

export function Contents() {
  return (
    <nav className="settings-contents" aria-label="設定の目次">
      <List title="公開すると変わる設定" sections={Object.values(PUBLISHED)} />
      <List title="すぐに変わる設定" sections={Object.values(OPERATIONAL)} />
    </nav>
  );
}

function List({ title, sections }: { title: string; sections: SectionUi[] }) {
  // Not the browser's own jump: the address stays that of the view, and nothing asks whether to leave.
  function go(event: MouseEvent, id: string) {
    event.preventDefault();
    const heading = document.getElementById(id);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  }
  return (
    <>
      <p>{title}</p>
      <ul>
        {sections.map(({ id, title: words }) => (
          <li key={id}>
            <a href={`#${id}`} onClick={(event) => go(event, id)}>
              {words}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
