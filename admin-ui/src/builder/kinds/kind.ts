/**
 * What the builder knows of a kind of field. One file per kind says all of it; the registry (`index.ts`) must name every
 * kind of the form language. What is right or wrong about a field is the server's to say.
 */
import type { ComponentType } from 'react';
import type { FieldSchema } from '../model/document';

export const GROUPS = {
  texts: '文字と数',
  days: '日付と時刻',
  choices: '選ぶ',
  people: '人・団体・連絡先',
  numbers: '番号と口座',
  things: '書類と場所',
  rows: 'くり返し・計算',
} as const;

export type EditSchema = (patch: Record<string, unknown>, key?: string) => void;

export interface KindProps {
  schema: FieldSchema;
  edit: EditSchema;
}

export interface SketchProps {
  schema: FieldSchema;
}

export interface KindUi {
  label: string;
  group: keyof typeof GROUPS;
  /** Other words by which people look for it, beside the label. */
  search: string;
  /** Beginning of the names of new fields of this kind. */
  stem: string;
  /** The schema of a new field, without its title and kind. */
  create: () => FieldSchema;
  /** How residents see it; inert. Absent for what has no look of its own. */
  Sketch?: ComponentType<SketchProps>;
  /** What only this kind has to set. */
  Settings?: ComponentType<KindProps & { kind: string }>;
  /** What it asks or offers beyond its kind, in one line. */
  summary?: (schema: FieldSchema) => string;
  /** The sketch shows the summary; only screen readers need it in words. */
  isDrawn?: (schema: FieldSchema) => boolean;
  /** New fields need not be answered. */
  isOptional?: boolean;
  /** Cannot stand in the rows of a repeating group. */
  isAlone?: boolean;
  /** Residents read its label beside its box, not above it. */
  isLabelInside?: (schema: FieldSchema) => boolean;
  /** What a person must know before using it. */
  note?: string;
}
