/** What another value for a choice means for the expressions of a form: what was changed is said, what may be wrong now too. */
import { choicesOf } from './model/choices';
import { quotesChoice } from './model/choiceValues';
import { labelOf, type FieldAddress, type FormDocument } from './model/document';
import { formulasOf, type Formula } from './model/formulas';
import { scopeOf } from './model/scope';
import type { BuilderStore } from './store';

/** Gives the choice its new value. Gives back the expressions that still have the old one, in words. */
export function renameChoice(store: BuilderStore, field: FieldAddress, from: string, to: string): string[] {
  const { document: before } = store.getState();
  if (from === to) return [];
  const old = formulasOf(before);
  store.dispatch({ type: 'renameChoice', ...field, from, to });
  const { document } = store.getState();
  if (document === before) return [];
  const now = formulasOf(document);
  const changed = now.filter(({ text }, index) => text !== old[index]?.text).length;
  const repaired = changed === 0 ? '' : `この値と比べている式（${changed}か所）も書き換えました。`;
  store.announce(`選択肢の値を「${to}」に変えました。${repaired}`);
  const choices = choicesOf(scopeOf(document, field.group).properties[field.name] ?? {});
  // Another choice may have got the value meanwhile.
  if (choices.some((choice) => choice.const === from)) return [];
  return now
    .filter(({ text, row }) => quotesChoice(text, field, from, row))
    .map((formula) => `${placeOf(document, formula)}：${formula.text}`);
}

function placeOf(document: FormDocument, { field, row }: Formula): string {
  return field === null ? '「入力のきまり」の式' : `「${labelOf(scopeOf(document, row), field)}」の計算式`;
}
