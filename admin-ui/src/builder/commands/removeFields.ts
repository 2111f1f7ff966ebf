import { patched } from '../model/change';
import type { FieldAddress, FormDocument } from '../model/document';
import { withoutRulesAt } from '../model/formulas';
import { mapPredicates, mapRowPredicates, without } from '../model/predicates';
import { settingsNaming } from '../model/references';
import { withScope } from '../model/scope';
import { withPersons } from '../model/slots';
import { editSettings } from './editSettings';

/**
 * Takes fields or members out of `properties`, `required`, every condition, the rules told at them, and the settings;
 * their texts in other languages go by `settleTexts`. An expression that names one stays as it is: what it should say
 * instead only a person knows.
 */
export function removeFields(document: FormDocument, fields: readonly FieldAddress[]): FormDocument {
  return fields.reduce(removeField, document);
}

function removeField(document: FormDocument, field: FieldAddress): FormDocument {
  const { name, group } = field;
  const taken = withScope(document, group, (scope) => {
    const { [name]: _gone, ...properties } = scope.properties;
    return patched(scope, { properties, required: scope.required?.filter((other) => other !== name) });
  });
  const asked = mapPredicates(taken, (predicate) => without(predicate, field));
  const rows =
    group === undefined ? asked : mapRowPredicates(asked, group, (predicate) => without(predicate, { name }));
  const next = withoutRulesAt(rows, field);
  if (group !== undefined) return next;
  return settingsNaming(next, name).reduce(
    (document, { path }) => editSettings(document, { type: 'editSettings', path, value: undefined }),
    withPersons(next, name, undefined),
  );
}
