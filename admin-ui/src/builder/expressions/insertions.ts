/** What can be put into an expression: the fields, the members of the own row, sums over the rows of groups, today. */
import { labelOf, type FieldAddress, type FormDocument } from '../model/document';
import { celName } from '../model/expressions';
import { kindOf } from '../model/kinds';
import { groupsOf, rowOf, scopeOf } from '../model/scope';

export interface Insertion {
  value: string;
  label: string;
}

const NUMBERS = ['integer', 'decimal', 'money', 'percentage', 'rating'];

export function insertions(
  document: FormDocument,
  group: string | undefined,
  without: string | undefined,
): Insertion[] {
  const scope = scopeOf(document, group);
  const own =
    group === undefined
      ? []
      : Object.keys(scope.properties)
          .filter((name) => name !== without)
          .map((name) => ({ value: celName({ name, group }), label: `この行の「${labelOf(scope, name)}」` }));
  const fields = Object.entries(document.properties)
    .filter(([name]) => name !== group && (group !== undefined || name !== without))
    .flatMap(([name, schema]): Insertion[] => {
      const label = labelOf(document, name);
      const row = rowOf(schema);
      const members = Object.entries(row?.properties ?? {}).filter(([, member]) =>
        NUMBERS.includes(kindOf(member)),
      );
      return [
        { value: celName({ name }), label: row === null ? label : `${label}（くり返し）` },
        ...members.map(([member, { title }]) => ({
          value: `sum(${celName({ name })}, "${member}")`,
          label: `「${label}」の「${title ?? member}」の合計`,
        })),
      ];
    });
  return [...own, ...fields, { value: 'today', label: '申請した日' }];
}

/** Every field and member of the document: what an expression may name. */
export function everyField(document: FormDocument): FieldAddress[] {
  return [
    ...Object.keys(document.properties).map((name) => ({ name })),
    ...groupsOf(document).flatMap((group) =>
      Object.keys(scopeOf(document, group).properties).map((name) => ({ name, group })),
    ),
  ];
}
