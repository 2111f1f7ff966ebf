/** Who speaks about a field: conditions of fields, blocks, pages and exits, expressions, rules, and the settings. */
import {
  blockText,
  labelOf,
  pageTitle,
  textOf,
  type FieldAddress,
  type FormDocument,
  type Page,
} from './document';
import { formulasAbout, rulesOf } from './formulas';
import { mailsNaming } from './mailTexts';
import { isSchema, mentions } from './predicates';
import { scopeOf } from './scope';
import { countingBy } from './slots';

export interface Reference {
  /** In words, for the person: 「連絡先」の表示条件 */
  where: string;
  /** `told` is a rule that is told at the field, and goes with it; a `rule` only names it. */
  kind: 'condition' | 'exit' | 'formula' | 'rule' | 'told' | 'setting' | 'mail';
}

const reference = (kind: Reference['kind'], where: string): Reference => ({ where, kind });
const condition = (where: string) => reference('condition', where);

/** Every place that speaks about the field, except the field itself. */
export function referencesTo(document: FormDocument, field: FieldAddress): Reference[] {
  const found = rowReferences(document, field, field.group);
  if (field.group !== undefined) found.push(...rowReferences(document, field, undefined));
  for (const [index, page] of document['x-pages'].entries())
    found.push(...pageReferences(page, index, field));
  for (const { field: name, row, toldAt } of formulasAbout(document, field)) {
    const isTold = row === field.group && toldAt === field.name;
    if (name === null) found.push(reference(isTold ? 'told' : 'rule', '「入力のきまり」の式'));
    else found.push(reference('formula', `「${labelOf(scopeOf(document, row), name)}」の計算式`));
  }
  for (const rule of rulesOf(scopeOf(document, field.group))) {
    if (rule.field === field.name) found.push(reference('told', `入力のきまり「${textOf(rule.message)}」`));
  }
  if (field.group === undefined)
    for (const { where } of settingsNaming(document, field.name))
      found.push(reference('setting', `設定「${where}」`));
  if (field.group === undefined)
    for (const [name] of countingBy(document, field.name))
      found.push(reference('setting', `「${labelOf(document, name)}」の人数の項目`));
  if (field.group === undefined)
    for (const mail of mailsNaming(document, field.name))
      found.push(reference('mail', `設定「${mail}」の文章`));
  return found;
}

/** The conditions of the fields that stand beside it, or of the form's fields that ask about rows. */
function rowReferences(document: FormDocument, field: FieldAddress, within: string | undefined): Reference[] {
  const scope = scopeOf(document, within);
  // Beside each other, members go by their names alone.
  const asked = within === field.group ? { name: field.name } : field;
  return Object.entries(scope.properties).flatMap(([name, schema]) => {
    if (within === field.group && name === field.name) return [];
    const label = labelOf(scope, name);
    return [
      ...(mentions(schema['x-show-when'], asked) ? [condition(`「${label}」の表示条件`)] : []),
      ...(mentions(schema['x-required-when'], asked) ? [condition(`「${label}」の必須条件`)] : []),
    ];
  });
}

function pageReferences(page: Page, index: number, field: FieldAddress): Reference[] {
  const title = pageTitle(page, index);
  const found: Reference[] = [];
  if (mentions(page['x-show-when'], field)) found.push(condition(`ページ「${title}」の表示条件`));
  for (const block of page.blocks) {
    if (!mentions(block['x-show-when'], field)) continue;
    const words = block.field ?? blockText(block);
    found.push(condition(`ページ「${title}」の「${words.slice(0, 20)}」の表示条件`));
  }
  for (const exit of page['x-exits'] ?? []) {
    if (!mentions(exit.when, field)) continue;
    found.push(reference('exit', `ページ「${title}」の出口「${textOf(exit.title)}」`));
  }
  return found;
}

/** The settings that name a field of the form, and what the screens call them. */
const FIELD_SETTINGS: [[string] | [string, string], string][] = [
  [['receiptMail', 'to'], '受付メールの送り先'],
  [['receipt', 'declared'], '後で申請の内容を見るときに答えてもらう項目'],
  [['onePer'], '同じ回答では1件だけ受け付ける項目'],
];

/** The settings that name this field. */
export function settingsNaming(
  document: FormDocument,
  name: string,
): { path: [string] | [string, string]; where: string }[] {
  return FIELD_SETTINGS.flatMap(([path, where]) => {
    const [outer, inner] = path;
    const setting = document['x-settings']?.[outer];
    const named = inner === undefined ? setting : isSchema(setting) ? setting[inner] : undefined;
    return named === name ? [{ path, where }] : [];
  });
}
