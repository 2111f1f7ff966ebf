/** A text that survives a reload and a look at another way to begin, in this tab only. */
import { useState } from 'react';

const PREFIX = 'madoguchi.new-form.';

export function useKept(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => sessionStorage.getItem(PREFIX + name) ?? '');
  return [
    text,
    (next) => {
      setText(next);
      try {
        sessionStorage.setItem(PREFIX + name, next);
      } catch {
        // A full or forbidden storage only costs the reload.
      }
    },
  ];
}

export function forgetKept(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(PREFIX))
    .forEach((key) => sessionStorage.removeItem(key));
}
