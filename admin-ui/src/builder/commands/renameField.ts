import { patched } from '../model/change';
import type { FieldAddress, FormDocument } from '../model/document';
import { renamedInFormulas } from '../model/formulas';
import { renamedInMails } from '../model/mailTexts';
import { mapPredicates, mapRowPredicates, renamed } from '../model/predicates';
import { settingsNaming } from '../model/references';
import { scopeOf, withScope } from '../model/scope';
import { withPersons } from '../model/slots';
import { pointerOf, withTextsAt } from '../model/translations';
import { editSettings } from './editSettings';

/** Another name (key) for a field or member, in its place and everywhere somebody speaks about it. */
export interface RenameField {
  type: 'renameField';
  from: string;
  to: string;
  group?: string | undefined;
}

/** 1 to 64 of `A-Z a-z 0-9 _ -`, beginning with a letter. */
export const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

export function renameField(document: FormDocument, { from, to, group }: RenameField): FormDocument {
  const { properties } = scopeOf(document, group);
  if (!(from in properties) || to in properties || !FIELD_NAME.test(to)) return document;
  const field: FieldAddress = { name: from, group };
  const spoken = renamedInFormulas(renamedInConditions(document, field, to), field, to);
  const named = withScope(spoken, group, (scope) =>
    patched(scope, {
      properties: Object.fromEntries(
        Object.entries(scope.properties).map(([name, schema]) => [name === from ? to : name, schema]),
      ),
      required: scope.required?.map((name) => (name === from ? to : name)),
    }),
  );
  const texts = withTextsAt(named, pointerOf(field), pointerOf({ name: to, group }));
  return group === undefined ? renamedInForm(texts, from, to) : texts;
}

function renamedInConditions(document: FormDocument, field: FieldAddress, to: string): FormDocument {
  const next = mapPredicates(document, (predicate) => renamed(predicate, field, to));
  if (field.group === undefined) return next;
  return mapRowPredicates(next, field.group, (predicate) => renamed(predicate, { name: field.name }, to));
}

/** Where only fields of the form can stand: the pages, and the settings. */
function renamedInForm(document: FormDocument, from: string, to: string): FormDocument {
  const pages = document['x-pages'].map((page) => ({
    ...page,
    blocks: page.blocks.map((block) => (block.field === from ? { ...block, field: to } : block)),
  }));
  const settings = settingsNaming(document, from).reduce(
    (next, { path }) => editSettings(next, { type: 'editSettings', path, value: to }),
    patched(document, { 'x-pages': pages }),
  );
  return renamedInMails(withPersons(settings, from, to), from, to);
}
