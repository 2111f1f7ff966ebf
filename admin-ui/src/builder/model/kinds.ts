/** The kinds of the form language, and names for new fields. What the screens know of a kind stands in `kinds/`. */
import type { FieldSchema, FormDocument, Scope } from './document';
import { inferredKind } from './inference';

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
  | 'slot'
  | 'group'
  | 'hidden';

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
