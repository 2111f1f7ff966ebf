/**
 * Shapes that no view could show: where a text, a list or a group of keys has to stand and something else does. What
 * somebody types or pastes with such a shape never reaches the document. Everything finer is a problem of the server's.
 */
import { isObject } from './document';

type Shape = Record<string, unknown>;

const TEXTS = '文字（" " で囲んだもの）';

const FIELD_TEXTS = ['title', 'description', 'x-kind', 'x-help', 'x-text', 'x-item-title'];
const RULE_TEXTS = ['assert', 'message', 'field'];

/** Why a document cannot be shown, or null. */
export function documentRefusal(document: Shape): string | null {
  const { properties, 'x-pages': pages, 'x-settings': settings } = document;
  return (
    textRefusal('フォーム', document, ['title', 'description']) ??
    fieldsRefusal(properties) ??
    listRefusal('required', document.required, (name) => typeof name === 'string', '項目の名前') ??
    rulesRefusal(document['x-rules']) ??
    pagesRefusal(pages) ??
    (settings === undefined || isObject(settings) ? null : '「x-settings」は { } にしてください。')
  );
}

/** Why a field, with what is in its rows, cannot be shown, or null. */
export function fieldRefusal(name: string, schema: unknown): string | null {
  if (!isObject(schema)) return '「properties」は、項目の名前と { } の組にしてください。';
  const items = isObject(schema.items) ? schema.items : {};
  // Rows of a group and of a table to choose in.
  return (
    textRefusal(`項目「${name}」`, schema, FIELD_TEXTS) ??
    (isObject(schema.properties) ? fieldsRefusal(schema.properties) : null) ??
    fieldsRefusal(items.properties) ??
    rulesRefusal(items['x-rules'])
  );
}

/** Why a block cannot be shown, or null. */
export function blockRefusal(block: Shape): string | null {
  return textRefusal('「blocks」の中', block, ['field', 'heading', 'text']);
}

export function rulesRefusal(rules: unknown): string | null {
  const refused = listRefusal('x-rules', rules, isObject, 'きまり { }');
  if (refused !== null || rules === undefined) return refused;
  return first(rules as Shape[], (rule) => textRefusal('「x-rules」の中', rule, RULE_TEXTS));
}

function fieldsRefusal(properties: unknown): string | null {
  if (properties === undefined) return null;
  if (!isObject(properties)) return '「properties」は、項目の名前と { } の組にしてください。';
  return first(Object.entries(properties), ([name, schema]) => fieldRefusal(name, schema));
}

function pagesRefusal(pages: unknown): string | null {
  const isPage = (page: unknown) =>
    isObject(page) && Array.isArray(page.blocks) && page.blocks.every(isObject);
  if (pages === undefined) return null;
  if (!(Array.isArray(pages) && pages.every(isPage)))
    return '「x-pages」は、「blocks」のあるページの一覧 [ ] にしてください。';
  return first(
    pages as (Shape & { blocks: Shape[] })[],
    (page) =>
      textRefusal('「x-pages」の中', page, ['id', 'title', 'description']) ??
      first(page.blocks, blockRefusal) ??
      exitsRefusal(page['x-exits']),
  );
}

function exitsRefusal(exits: unknown): string | null {
  const refused = listRefusal('x-exits', exits, isObject, '案内 { }');
  if (refused !== null || exits === undefined) return refused;
  return first(exits as Shape[], (exit) => {
    if (exit.link !== undefined && !isObject(exit.link)) return '「link」は { } にしてください。';
    return (
      textRefusal('「x-exits」の中', exit, ['title', 'message']) ??
      textRefusal('「link」の中', (exit.link ?? {}) as Shape, ['href', 'text'])
    );
  });
}

function textRefusal(where: string, holder: Shape, keywords: readonly string[]): string | null {
  const wrong = keywords.find((key) => holder[key] !== undefined && typeof holder[key] !== 'string');
  return wrong === undefined ? null : `${where}の「${wrong}」は、${TEXTS}にしてください。`;
}

function listRefusal(
  keyword: string,
  value: unknown,
  fits: (entry: unknown) => boolean,
  of: string,
): string | null {
  if (value === undefined || (Array.isArray(value) && value.every(fits))) return null;
  return `「${keyword}」は、${of}の一覧 [ ] にしてください。`;
}

function first<T>(values: readonly T[], refusal: (value: T) => string | null): string | null {
  for (const value of values) {
    const refused = refusal(value);
    if (refused !== null) return refused;
  }
  return null;
}
