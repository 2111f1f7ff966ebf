/** The last thing that happened, for eyes for a few seconds and for screen readers. */
import { useEffect, useState } from 'react';
import { useBuilderState } from './builderContext';

const SHOWN_MS = 6000;

export function Notice() {
  const { notice, document } = useBuilderState();
  const [hidden, setHidden] = useState<unknown>(null);
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setHidden(document), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, document]);
  // Each document has its own notice: a new edit shows even the same words again.
  return (
    <p role="status" className="builder-notice">
      {hidden === document ? '' : notice}
    </p>
  );
}
