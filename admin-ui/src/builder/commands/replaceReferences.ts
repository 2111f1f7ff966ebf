import type { FieldAddress, FormDocument } from '../model/document';
import { renamedInFormulas } from '../model/formulas';
import { renamedInMails } from '../model/mailTexts';
import { mapPredicates, mapRowPredicates, without } from '../model/predicates';
import { settingsNaming } from '../model/references';
import { replaced } from '../model/replacing';
import { scopeOf, withScope } from '../model/scope';
import { withPersons } from '../model/slots';
import { patched } from '../model/change';
import { editSettings } from './editSettings';

/** Everybody who speaks about a field speaks about another one beside it from now on. The fields themselves stay. */
export interface ReplaceReferences extends FieldAddress {
  type: 'replaceReferences';
  to: string;
}

export function replaceReferences(
  document: FormDocument,
  { name, group, to }: ReplaceReferences,
): FormDocument {
  if (to === name || !(to in scopeOf(document, group).properties)) return document;
  const field = { name, group };
  const asked = mapPredicates(document, (predicate) => replaced(predicate, field, to));
  const inRows =
    group === undefined
      ? asked
      : mapRowPredicates(asked, group, (predicate) => replaced(predicate, { name }, to));
  // What the other field asked of this one, it would now ask of itself.
  const settled = withScope(inRows, group, (scope) => {
    const own = scope.properties[to];
    if (own === undefined) return scope;
    const patch = Object.fromEntries(
      ['x-show-when', 'x-required-when'].flatMap((key) => {
        const value = own[key];
        if (value === undefined || typeof value !== 'object') return [];
        return [[key, without(value as { [key: string]: never }, { name: to })]];
      }),
    );
    return patched(scope, { properties: { ...scope.properties, [to]: patched(own, patch) } });
  });
  const next = renamedInFormulas(settled, field, to);
  if (group !== undefined) return next;
  const settings = settingsNaming(next, name).reduce(
    (current, { path }) => editSettings(current, { type: 'editSettings', path, value: to }),
    next,
  );
  return renamedInMails(withPersons(settings, name, to), name, to);
}
