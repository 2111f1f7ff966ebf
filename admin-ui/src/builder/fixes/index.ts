/**
 * From the code of a problem to its repair, where one press can do it. What counts as a problem is the server's to say;
 * here stands only what to do about it. Each has a case in `fixtures/fixes` that the engine itself is asked about.
 */
import type { Problem } from '../../api/types';
import type { Command } from '../commands';
import type { FormDocument } from '../model/document';
import { FIELD_FIXES } from './fields';
import type { Fix } from './fix';
import { PAGE_FIXES } from './pages';
import { WRITING_FIXES } from './writing';

export const FIXES: Record<string, Fix> = { ...FIELD_FIXES, ...PAGE_FIXES, ...WRITING_FIXES };

export interface Repair {
  label: string;
  command: Command;
}

/** The repair of this problem in this document, or null. */
export function repairOf(document: FormDocument, problem: Problem): Repair | null {
  const fix = FIXES[problem.code];
  if (fix === undefined) return null;
  const repaired = fix.make(document, problem);
  if (repaired === null || repaired === document) return null;
  return { label: fix.label, command: { type: 'replaceDocument', document: repaired } };
}
