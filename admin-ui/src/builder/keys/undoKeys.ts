import { useEffect } from 'react';
import { useBuilder } from '../builderContext';

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, in text fields too: the document is the one history of this screen. */
export function useUndoKeys(): void {
  const store = useBuilder();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
      // What is typed there is not in the document (yet): dialogs, forms with their own button, fields that count when
      // they are left. The browser's undo is right there.
      const isElsewhere =
        event.target instanceof Element && event.target.closest('[role$="dialog"], [data-own-undo]') !== null;
      if (isElsewhere) return;
      const key = event.key.toLowerCase();
      if (key === 'z') (event.shiftKey ? store.redo : store.undo)();
      else if (key === 'y') store.redo();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [store]);
}
