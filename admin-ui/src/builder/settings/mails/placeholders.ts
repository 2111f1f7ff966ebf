/**
 * What can be put into a text of a mail, in words. The server decides what may stand there (problem `mailPlaceholder`);
 * here is only what the menu offers.
 */
import { labelOf, type FormDocument } from '../../model/document';
import { kindOf } from '../../model/kinds';

export interface Placeholder {
  /** As it stands in the text, without the braces. */
  name: string;
  label: string;
}

export const FIXED: readonly Placeholder[] = [
  { name: 'title', label: '手続の名前' },
  { name: 'number', label: '受付番号' },
  { name: 'received_at', label: '受付日時' },
  { name: 'state', label: '今の状況（受付・処理中など）' },
  { name: 'organization', label: '自治体の名前' },
  { name: 'office', label: '問い合わせ先の名前' },
  { name: 'phone', label: '問い合わせ先の電話番号' },
  { name: 'email', label: '問い合わせ先のメールアドレス' },
];

const NOT_OFFERED = ['group', 'file', 'image', 'signature', 'myNumber', 'hidden'];

/** The fields whose answers the menu offers. */
export function answersOf(document: FormDocument): Placeholder[] {
  const declared = (document['x-settings']?.receipt as { declared?: unknown } | undefined)?.declared;
  return Object.entries(document.properties)
    .filter(([name, schema]) => {
      const isOpen = schema['x-sensitive'] !== 'special' && schema['x-sensitive'] !== 'my-number';
      return isOpen && name !== declared && !NOT_OFFERED.includes(kindOf(schema));
    })
    .map(([name]) => ({ name: `answers.${name}`, label: labelOf(document, name) }));
}

export const written = (name: string): string => `{{${name}}}`;

/** The text with a placeholder at the caret, and where the caret is then. */
export function inserted(
  text: string,
  name: string,
  [from, to]: readonly [number, number],
): { text: string; caret: number } {
  const before = text.slice(0, from) + written(name);
  return { text: before + text.slice(to), caret: before.length };
}

/** The placeholders of a text by their words, each once, in its order. */
export function namedIn(text: string, document: FormDocument): string[] {
  const known = [...FIXED, ...answersOf(document)];
  const found = [...text.matchAll(/\{\{([^{}]+)\}\}/g)].flatMap(([, name = '']) => {
    const placeholder = known.find((one) => one.name === name.trim());
    return placeholder ? [placeholder.label] : [];
  });
  return [...new Set(found)];
}
