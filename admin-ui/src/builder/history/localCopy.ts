/** The copy of an unsaved draft that survives a reload or a crash, per person and form. Never holds answers. */
import type { FormDocument } from '../model/document';

export interface LocalCopy {
  revision: number;
  document: FormDocument;
  at: number;
  /** What the server had at that revision: what changes of others are merged over. */
  base?: FormDocument;
}

const keyOf = (staff: string, form: string) => `madoguchi.draft.${staff}.${form}`;

export function keepCopy(staff: string, form: string, copy: LocalCopy): void {
  try {
    localStorage.setItem(keyOf(staff, form), JSON.stringify(copy));
  } catch {
    // A full or forbidden storage only costs the safety net; the save to the server goes on.
  }
}

/** Kept once per revision, apart from the copy that follows every keystroke. */
export function keepBase(staff: string, form: string, revision: number, document: FormDocument): void {
  try {
    localStorage.setItem(`${keyOf(staff, form)}.base`, JSON.stringify({ revision, document }));
  } catch {
    // Without it every difference to another's version is asked about.
  }
}

function readBase(staff: string, form: string, revision: number): FormDocument | undefined {
  const text = localStorage.getItem(`${keyOf(staff, form)}.base`);
  const base = text === null ? null : (JSON.parse(text) as Partial<LocalCopy>);
  return base?.revision === revision ? base.document : undefined;
}

export function dropCopy(staff: string, form: string): void {
  try {
    localStorage.removeItem(keyOf(staff, form));
    localStorage.removeItem(`${keyOf(staff, form)}.base`);
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
    if (!isWhole) return null;
    const base = readBase(staff, form, copy.revision!);
    return { revision: copy.revision!, document: copy.document!, at: copy.at ?? 0, ...(base && { base }) };
  } catch {
    return null;
  }
}
