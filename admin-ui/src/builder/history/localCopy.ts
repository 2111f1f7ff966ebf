/** The copy of an unsaved draft that survives a reload or a crash, per person and form. Never holds answers. */
import type { FormDocument } from '../model/document';

export interface LocalCopy {
  revision: number;
  document: FormDocument;
  at: number;
}

const keyOf = (staff: string, form: string) => `madoguchi.draft.${staff}.${form}`;

export function keepCopy(staff: string, form: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(keyOf(staff, form), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage only costs the safety net; the save to the server goes on.
  }
}

export function dropCopy(staff: string, form: string): void {
  try {
    localStorage.removeItem(keyOf(staff, form));
  } catch {
    // As above.
  }
}

export function readCopy(staff: string, form: string): LocalCopy | null {
  try {
    const text = localStorage.getItem(keyOf(staff, form));
    if (text === null) return null;
    const copy = JSON.parse(text) as Partial<LocalCopy>;
    const isWhole =
      typeof copy.revision === 'number' && typeof copy.document === 'object' && copy.document !== null;
    return isWhole ? { revision: copy.revision!, document: copy.document!, at: copy.at ?? 0 } : null;
  } catch {
    return null;
  }
}
