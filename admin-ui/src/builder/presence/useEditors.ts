/**
 * Who else has the draft open. While somebody works at the screen the server is told every 20 seconds; a tab that lies
 * open unused falls silent, so that it neither warns others nor keeps the session alive.
 */
import { useEffect, useState } from 'react';
import { forms } from '../../api/staffApi';

export const EVERY_MS = 20_000;
export const UNUSED_MS = 10 * 60_000;

export function useEditors(formId: string, isEditor: boolean): string[] {
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    if (!isEditor) return;
    let usedAt = Date.now();
    let isOpen = true;
    const used = () => (usedAt = Date.now());
    const tell = async () => {
      if (document.hidden || Date.now() - usedAt > UNUSED_MS) return;
      try {
        const editors = await forms.editing(formId);
        if (isOpen) setNames(editors.map(({ name }) => name));
      } catch {
        // Nobody knows who is there; whether the draft is saved is said elsewhere.
        if (isOpen) setNames([]);
      }
    };
    const leave = () => void forms.stopEditing(formId).catch(() => undefined);
    const back = () => {
      used();
      void tell();
    };
    const timer = setInterval(() => void tell(), EVERY_MS);
    void tell();
    document.addEventListener('visibilitychange', back);
    window.addEventListener('keydown', used);
    window.addEventListener('pointerdown', used);
    window.addEventListener('pagehide', leave);
    return () => {
      isOpen = false;
      clearInterval(timer);
      document.removeEventListener('visibilitychange', back);
      window.removeEventListener('keydown', used);
      window.removeEventListener('pointerdown', used);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [formId, isEditor]);
  return names;
}
