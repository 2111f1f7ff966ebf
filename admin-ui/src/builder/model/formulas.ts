/** Where expressions stand in a document: calculated values and rules, of the form and of the rows of its groups. */
import { patched } from './change';
import type { FieldAddress, FormDocument, Rule } from './document';
import { names, renamedIn } from './expressions';
import { groupsOf, scopeOf, withScope } from './scope';

const scopes = (document: FormDocument): (string | undefined)[] => [undefined, ...groupsOf(document)];

export interface Formula {
  text: string;
  /** The group in whose rows it stands. */
  row: string | undefined;
  /** The calculated field; null for a rule. */
  field: string | null;
  /** Where a rule is told; null for a calculated field. */
  toldAt: string | null;
}

export function formulasOf(document: FormDocument): Formula[] {
  return scopes(document).flatMap((row) => {
    const scope = scopeOf(document, row);
    const values = Object.entries(scope.properties).flatMap(([field, schema]) => {
      const text = schema['x-value'];
      return typeof text === 'string' ? [{ text, row, field, toldAt: null }] : [];
    });
    const rules = rulesOf(scope).map((rule) => ({ text: rule.assert, row, field: null, toldAt: rule.field }));
    return [...values, ...rules];
  });
}

/** The rules of the form or a row, as far as they can be read. */
export function rulesOf(scope: { 'x-rules'?: Rule[] }): Rule[] {
  const rules: unknown = scope['x-rules'];
  return Array.isArray(rules) ? rules.filter((rule) => typeof rule?.assert === 'string') : [];
}

/** The formulas that name a field, except the field's own. */
export function formulasAbout(document: FormDocument, address: FieldAddress): Formula[] {
  const isOwn = ({ field, row }: Formula) => field === address.name && row === address.group;
  return formulasOf(document).filter(
    (formula) => !isOwn(formula) && names(formula.text, address, formula.row),
  );
}

/** The document with every expression changed; `row` is the group in whose rows it stands. */
export function mapFormulas(
  document: FormDocument,
  change: (text: string, row: string | undefined) => string,
): FormDocument {
  return scopes(document).reduce<FormDocument>((next, row) => {
    const changed = (text: unknown) => (typeof text === 'string' ? change(text, row) : text);
    return withScope(next, row, (scope) => {
      const properties = Object.fromEntries(
        Object.entries(scope.properties).map(([name, schema]) => [
          name,
          patched(schema, { 'x-value': changed(schema['x-value']) }),
        ]),
      );
      const { 'x-rules': rules } = scope as { 'x-rules'?: Rule[] };
      return patched(scope, {
        properties: patched(scope.properties, properties),
        'x-rules': Array.isArray(rules)
          ? rules.map((rule) => ({ ...rule, assert: changed(rule.assert) }))
          : rules,
      });
    });
  }, document);
}

/** The document with the field called by another name in every expression. */
export function renamedInFormulas(document: FormDocument, field: FieldAddress, to: string): FormDocument {
  const next = mapFormulas(document, (text, row) => renamedIn(text, field, to, row));
  return withScope(next, field.group, (scope) => {
    const { 'x-rules': rules } = scope as { 'x-rules'?: Rule[] };
    if (!Array.isArray(rules)) return scope;
    return patched(scope, {
      'x-rules': rules.map((rule) => (rule.field === field.name ? { ...rule, field: to } : rule)),
    });
  });
}

/** The document without the rules that are told at the field: there is nowhere left to tell them. */
export function withoutRulesAt(document: FormDocument, { name, group }: FieldAddress): FormDocument {
  return withScope(document, group, (scope) => {
    const { 'x-rules': rules } = scope as { 'x-rules'?: Rule[] };
    if (!Array.isArray(rules) || rules.every((rule) => rule.field !== name)) return scope;
    const rest = rules.filter((rule) => rule.field !== name);
    return patched(scope, { 'x-rules': rest.length === 0 ? undefined : rest });
  });
}
