import { startTransition, useEffect, useState } from 'react';

/** As long as people pause who are not typing on. */
export const SETTLED_MS = 200;

/** A value as it was when it last stood still: for what may follow an edit a moment later, because it takes long. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (value === settled) return;
    const timer = setTimeout(() => startTransition(() => setSettled(value)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [value, settled]);
  return settled;
}
