/**
 * The kinds of fields as the palette offers them, and names for new fields. What is right or wrong about a field is the
 * server's to say.
 */
import type { FieldSchema, FormDocument, Scope } from './document';
import { inferredKind, UNKNOWN_KIND } from './inference';
import type { KindGroup, KindInfo } from './palette/entry';
import { PEOPLE_GROUPS } from './palette/people';
import { QUESTION_GROUPS } from './palette/questions';
import { THING_GROUPS } from './palette/things';

export type { KindGroup, KindInfo } from './palette/entry';

export type Kind =
  | 'shortText'
  | 'longText'
  | 'integer'
  | 'decimal'
  | 'money'
  | 'percentage'
  | 'url'
  | 'date'
  | 'month'
  | 'time'
  | 'dateTime'
  | 'dateRange'
  | 'choice'
  | 'choices'
  | 'ranking'
  | 'rating'
  | 'matrix'
  | 'yesNo'
  | 'consent'
  | 'personName'
  | 'kana'
  | 'organizationName'
  | 'phone'
  | 'email'
  | 'postalAddress'
  | 'keyNumber'
  | 'corporateNumber'
  | 'invoiceNumber'
  | 'myNumber'
  | 'bankAccount'
  | 'yuchoAccount'
  | 'file'
  | 'image'
  | 'signature'
  | 'mapPoint'
  | 'group'
  | 'hidden';

export const KIND_GROUPS: readonly KindGroup[] = [...QUESTION_GROUPS, ...PEOPLE_GROUPS, ...THING_GROUPS];

/** What may stand in a row of a repeating group. */
export const MEMBER_GROUPS: readonly KindGroup[] = KIND_GROUPS.map(({ title, kinds }) => ({
  title,
  kinds: kinds.filter(({ isMember }) => isMember),
})).filter(({ kinds }) => kinds.length > 0);

const ALL = KIND_GROUPS.flatMap((group) => group.kinds);

export function kindInfo(name: string): KindInfo | undefined {
  return ALL.find((info) => info.kind === name);
}

export function kindLabel(schema: FieldSchema): string {
  const name = kindOf(schema);
  return name === UNKNOWN_KIND ? '種類が決まっていない項目' : (kindInfo(name)?.label ?? name);
}

/** The kind of a field: said, or inferred as the form language infers it. */
export function kindOf(schema: FieldSchema): string {
  const said = schema['x-kind'];
  return typeof said === 'string' ? said : inferredKind(schema);
}

/** A name that no field of the form, or of the row, has yet: the stem, then the stem with a number. */
export function freshName({ properties }: Scope, stem: string): string {
  const base =
    stem
      .replace(/[^A-Za-z0-9_-]/g, '')
      .replace(/^[^A-Za-z]+/, '')
      .slice(0, 56) || 'field';
  if (!(base in properties)) return base;
  for (let number = 2; ; number += 1) {
    if (!(`${base}${number}` in properties)) return `${base}${number}`;
  }
}

/** A page id that no page has yet. */
export function freshPageId(document: FormDocument): string {
  const taken = new Set(document['x-pages'].map((page) => page.id));
  for (let number = document['x-pages'].length + 1; ; number += 1) {
    if (!taken.has(`page-${number}`)) return `page-${number}`;
  }
}
