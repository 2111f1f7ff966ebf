/** Conditions in words: what the editor can show as one sentence, everything else as near to words as it comes. */
import { choicesOf, otherOf } from '../model/choices';
import { labelOf, type FieldSchema, type Json, type Predicate, type Scope } from '../model/document';
import { PARTS } from '../model/parts';
import { kindOf } from '../model/kinds';
import { rowOf } from '../model/scope';
import { parse } from './predicate';
import { completed, type Group, type Node, type Test } from './tree';

/** Words, and whether they end in a verb: 「A」が「B」のとき, but 「A」に入力があるとき. */
interface Phrase {
  text: string;
  isVerb: boolean;
}

const noun = (text: string): Phrase => ({ text, isVerb: false });
const verb = (text: string): Phrase => ({ text, isVerb: true });

export function testInWords(scope: Scope, test: Test): string {
  return phraseOf(scope, test).text;
}

function phraseOf(scope: Scope, test: Test): Phrase {
  const label = `「${labelOf(scope, test.field)}」`;
  const schema = scope.properties[test.field];
  const title = (value: string | number) => titleOf(schema, value);
  const either = (values: string[]) => values.map(title).join('か');
  switch (test.op) {
    case 'yes':
      return noun(`${label}が「はい」`);
    case 'notYes':
      return verb(`${label}が「はい」ではない`);
    case 'answered':
      return verb(`${label}に入力がある`);
    case 'unanswered':
      return noun(`${label}が未入力`);
    case 'equals':
      return noun(`${label}が${title(test.value)}`);
    case 'notEquals':
      return verb(`${label}が${title(test.value)}ではない`);
    case 'oneOf':
      return noun(`${label}が${either(test.values)}`);
    case 'notOneOf':
      return verb(`${label}が${either(test.values)}ではない`);
    case 'includes':
    case 'hasText':
      return verb(`${label}が${title(test.value)}を含む`);
    case 'notIncludes':
      return verb(`${label}が${title(test.value)}を含まない`);
    case 'includesAny':
      return verb(`${label}が${either(test.values)}を含む`);
    case 'includesNone':
      return verb(`${label}が${either(test.values)}を含まない`);
    case 'startsWith':
      return verb(`${label}が「${test.value}」で始まる`);
    case 'other':
      return verb(`${label}で「${(schema && otherOf(schema)?.title) ?? 'その他'}」を選んだ`);
    case 'from':
      return noun(`${label}が${test.value}以後`);
    case 'until':
      return noun(`${label}が${test.value}以前`);
    case 'atLeast':
      return noun(`${label}が${test.value}以上`);
    case 'atMost':
      return noun(`${label}が${test.value}以下`);
    case 'above':
      return verb(`${label}が${test.value}より大きい`);
    case 'below':
      return verb(`${label}が${test.value}より小さい`);
    case 'between':
      return noun(`${label}が${test.from}以上${test.to}以下`);
    case 'atLeastLetters':
      return noun(`${label}が${test.value}文字以上`);
    case 'atMostLetters':
      return noun(`${label}が${test.value}文字以下`);
    case 'atLeastRows':
      return noun(`${label}が${test.value}件以上`);
    case 'atMostRows':
      return noun(`${label}が${test.value}件以下`);
    case 'rows': {
      const said = groupPhrase(rowOf(schema) ?? { properties: {} }, test.of).text;
      return rowsPhrase(label, test, said);
    }
  }
}

function rowsPhrase(label: string, { how, count }: Extract<Test, { op: 'rows' }>, said: string): Phrase {
  switch (how) {
    case 'any':
      return verb(`${label}に、${said}という行がある`);
    case 'all':
      return noun(`${label}が、すべて「${said}」という行`);
    case 'none':
      return verb(`${label}に、${said}という行がない`);
    case 'atLeast':
      return noun(`${label}に、${said}という行が${count}件以上`);
    case 'atMost':
      return noun(`${label}に、${said}という行が${count}件以下`);
  }
}

function titleOf(schema: FieldSchema | undefined, value: string | number): string {
  const choice = schema ? choicesOf(schema).find((candidate) => candidate.const === value) : undefined;
  return `「${choice?.title ?? value}」`;
}

function groupPhrase(scope: Scope, { mode, nodes }: Group): Phrase {
  const phrases = nodes.map((node) => nodePhrase(scope, node));
  const between = mode === 'all' || mode === 'notAll' ? '、かつ' : '、または';
  const text = phrases.map((phrase) => phrase.text).join(between);
  if (mode === 'all' || mode === 'any') return { text, isVerb: phrases.at(-1)?.isVerb ?? false };
  return verb(`${phrases.length > 1 ? `（${text}）` : text}にあてはまらない`);
}

function nodePhrase(scope: Scope, node: Node): Phrase {
  if (node.node === 'test') return phraseOf(scope, node.written ?? node.shown);
  if (node.node === 'foreign') return foreignPhrase(scope, node.schema);
  const phrase = groupPhrase(scope, node);
  const isList = node.nodes.length > 1 && (node.mode === 'all' || node.mode === 'any');
  return isList ? noun(`（${phrase.text}）`) : phrase;
}

const isSchema = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What the editor cannot show: which field it is about, and its keywords as they stand there. */
function foreignPhrase(scope: Scope, schema: Predicate): Phrase {
  if (schema === true) return noun('いつも');
  if (schema === false) return verb('あてはまることがない');
  if (!isSchema(schema)) return verb(`${JSON.stringify(schema)}にあてはまる`);
  const { properties, required: _implied, ...others } = schema;
  if (!isSchema(properties) || Object.keys(others).length > 0)
    return verb(`${JSON.stringify(schema)}にあてはまる`);
  const said = Object.entries(properties).flatMap(([name, value]) =>
    aboutValue(`「${labelOf(scope, name)}」`, scope.properties[name], value),
  );
  return verb(said.join('、かつ'));
}

/** One sentence per keyword; the parts of a name or an address have their own words. */
function aboutValue(label: string, schema: FieldSchema | undefined, value: Json): string[] {
  if (!isSchema(value)) return [value === false ? `${label}が未入力である` : `${label}に入力がある`];
  return Object.entries(value).flatMap(([key, said]) => {
    if (key === 'required') return [];
    if (key === 'properties' && isSchema(said)) {
      const parts = (schema && PARTS[kindOf(schema)]) ?? [];
      return Object.entries(said).flatMap(([part, inner]) => {
        const words = parts.find(({ name }) => name === part)?.label ?? part;
        return aboutValue(`${label}の「${words}」`, undefined, inner);
      });
    }
    if (key === 'const' && typeof said !== 'object')
      return [`${label}が${titleOf(schema, String(said))}である`];
    if (key === 'enum' && Array.isArray(said))
      return [`${label}が${said.map((entry) => titleOf(schema, String(entry))).join('か')}である`];
    const words = KEYWORDS[key];
    const shown = typeof said === 'object' ? JSON.stringify(said) : String(said);
    return [words === undefined ? `${label}が${key} ${shown}にあてはまる` : `${label}が${words(shown)}`];
  });
}

const KEYWORDS: Record<string, (value: string) => string> = {
  minimum: (value) => `${value}以上である`,
  maximum: (value) => `${value}以下である`,
  exclusiveMinimum: (value) => `${value}より大きい`,
  exclusiveMaximum: (value) => `${value}より小さい`,
  minLength: (value) => `${value}文字以上である`,
  maxLength: (value) => `${value}文字以下である`,
  minItems: (value) => `${value}件以上ある`,
  maxItems: (value) => `${value}件以下である`,
  pattern: (value) => `正規表現「${value}」に合う`,
  contains: (value) => `${value}にあてはまるものを含む`,
};

/** A tree as one phrase that ends in とき; nothing while it says nothing. */
export function groupInWords(scope: Scope, of: Group): string {
  const whole = completed(of);
  if (whole === null) return '';
  const { text, isVerb } = groupPhrase(scope, whole);
  return `${text}${isVerb ? 'とき' : 'のとき'}`;
}

/** A condition as one phrase, for badges and lists. */
export function conditionInWords(scope: Scope, predicate: unknown): string {
  return groupInWords(scope, parse(predicate));
}

export const foreignInWords = (scope: Scope, schema: Predicate): string => foreignPhrase(scope, schema).text;
