import { useEffect, useRef, type RefObject } from 'react';

/**
 * For a form whose mistakes are found when it is sent: the first wrong input gets the focus, so that somebody who cannot see
 * the whole form hears what to mend. `found` is another value at every try.
 */
export function useFirstWrong(found: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [found]);
  return form;
}
