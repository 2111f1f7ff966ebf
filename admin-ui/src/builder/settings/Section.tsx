/** One group of settings under its heading, with a sentence that says what it is for. */
import type { ReactNode } from 'react';
import type { SectionUi } from './sections';

export function Section({ section, children }: { section: SectionUi; children: ReactNode }) {
  return (
    <section className="settings-section stack" aria-labelledby={section.id}>
      <h3 id={section.id} tabIndex={-1}>
        {section.title}
      </h3>
      <p className="support">{section.about}</p>
      {children}
    </section>
  );
}
