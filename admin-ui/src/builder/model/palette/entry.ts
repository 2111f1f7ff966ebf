/** What one thing of the palette is, and the schemas that several of them start with. */
import type { FieldSchema } from '../document';
import type { Kind } from '../kinds';

/** A kind, or a ready-made field of one. */
export type PaletteName = Kind | 'calculated';

export interface KindInfo {
  kind: PaletteName;
  label: string;
  /** Beginning of the names of new fields of this kind. */
  stem: string;
  isRequired: boolean;
  /** May stand in a row of a repeating group. */
  isMember: boolean;
  /** What a person must know before using it. */
  note?: string;
  create: () => FieldSchema;
}

export interface KindGroup {
  title: string;
  kinds: readonly KindInfo[];
}

interface Traits {
  isRequired?: boolean;
  isMember?: boolean;
  note?: string;
}

export function kind(
  name: Kind,
  label: string,
  stem: string,
  create: () => FieldSchema,
  { isRequired = true, isMember = true, note }: Traits = {},
): KindInfo {
  return {
    kind: name,
    label,
    stem,
    isRequired,
    isMember,
    ...(note === undefined ? {} : { note }),
    create: () => ({ title: label, 'x-kind': name, ...create() }),
  };
}

/** New texts have a limit, so that nobody has to be told to set one. */
export const text = (maxLength: number) => (): FieldSchema => ({ type: 'string', maxLength });

export const personalText = (): FieldSchema => ({ type: 'string', 'x-sensitive': 'personal' });

export const strings = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: 'string', maxLength: 100 }]));

export const choices = () => [
  { const: 'option1', title: '選択肢1' },
  { const: 'option2', title: '選択肢2' },
];
