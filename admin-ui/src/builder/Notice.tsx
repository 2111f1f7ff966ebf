/** The last thing that happened, for eyes for a few seconds and for screen readers. */
import { Fragment, useEffect, useState } from 'react';
import { useBuilderState } from './builderContext';

const SHOWN_MS = 6000;

export function Notice() {
  const { notice, noticed } = useBuilderState('notice', 'noticed');
  const [hidden, setHidden] = useState(-1);
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setHidden(noticed), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice, noticed]);
  return (
    <p role="status" className="builder-notice">
      {/* Words put there anew are read out, even the same as before; a text that stays the same is not. */}
      {hidden !== noticed && <Fragment key={noticed}>{notice}</Fragment>}
    </p>
  );
}
