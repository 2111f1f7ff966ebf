import { useEffect, useRef, useState } from 'react';

/** One function for ever that does what the newest one does: whoever is given it need not be drawn again for it. */
export function useSteady<A extends unknown[], R>(act: (...args: A) => R): (...args: A) => R {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  const [steady] = useState(
    () =>
      (...args: A) =>
        latest.current(...args),
  );
  return steady;
}
