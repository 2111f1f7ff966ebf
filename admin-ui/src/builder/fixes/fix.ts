/** A repair that can be offered in one press, because there is only one sensible thing to do. */
import type { Problem } from '../../api/types';
import type { FormDocument } from '../model/document';
import { changedAt, segments } from '../model/pointer';

export interface Fix {
  /** What the button says. */
  label: string;
  /** The repaired document; null (or the same document) where this repair does not fit. */
  make: (document: FormDocument, problem: Problem) => FormDocument | null;
}

/** Changes what stands where the problem is. */
export const at = (
  document: FormDocument,
  problem: Problem,
  change: (value: unknown) => unknown,
): FormDocument => changedAt(document, segments(problem.at), change);

/** Takes out what stands where the problem is. */
export const takeOut = (document: FormDocument, problem: Problem): FormDocument =>
  at(document, problem, () => undefined);

/** Changes the object where the problem is. */
export const patchAt = (
  document: FormDocument,
  problem: Problem,
  patch: Record<string, unknown>,
): FormDocument =>
  at(document, problem, (value) => {
    if (!isObject(value)) return value;
    const next = { ...value, ...patch };
    for (const [key, member] of Object.entries(patch)) if (member === undefined) delete next[key];
    return next;
  });

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
