/** Repairs of how something is written: keywords, settings, expressions, texts, translations. */
import type { FormDocument } from '../model/document';
import { segments, valueAt } from '../model/pointer';
import { at, isObject, patchAt, takeOut, text, type Fix } from './fix';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

export const WRITING_FIXES: Record<string, Fix> = {
  dialect: { label: '2020-12にする', make: (document) => ({ ...document, $schema: DIALECT }) },
  unknownKey: {
    label: '知らない設定を取り除く',
    make: (document, problem) => takeOutNamed(document, problem.at, text(problem.params.name)),
  },
  unknownKeyword: {
    label: '知らないキーワードを取り除く',
    make: (document, problem) => takeOutNamed(document, problem.at, text(problem.params.keyword)),
  },
  i18nPointer: { label: '使われない訳文を取り除く', make: takeOut },
  receiptMailKind: { label: '受付メールの送り先を決めない', make: takeOut },
  declaredKind: { label: 'この設定をやめる', make: takeOut },
  calculation: {
    label: '名前を直す',
    make: (document, problem) => {
      const { name, suggestion } = problem.params;
      if (typeof name !== 'string' || typeof suggestion !== 'string') return null;
      return at(document, problem, (expression) =>
        typeof expression === 'string' ? withWord(expression, name, suggestion) : expression,
      );
    },
  },
  unreadableText: {
    label: '文字の間を詰める',
    make: (document, problem) =>
      problem.params.reason === 'spacedLetters'
        ? at(document, problem, (value) => (typeof value === 'string' ? joined(value) : value))
        : null,
  },
};

/** Takes out the keyword where the problem points, or inside the object there. */
function takeOutNamed(document: FormDocument, pointer: string, name: string): FormDocument | null {
  const problem = { code: '', severity: 'error' as const, params: {}, at: pointer };
  if (name === '') return null;
  const here = valueAt(document, segments(pointer));
  if (isObject(here) && Object.hasOwn(here, name)) return patchAt(document, problem, { [name]: undefined });
  return segments(pointer).at(-1) === name ? takeOut(document, problem) : null;
}

/** The expression with a word in place of another; what stands in quotes is no word. */
function withWord(expression: string, from: string, to: string): string {
  return expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_][A-Za-z0-9_]*/g, (token) =>
    token === from ? to : token,
  );
}

/** 「氏 名」 becomes 氏名: single letters of Japanese with white space between them are one word. */
function joined(value: string): string {
  return value.replace(
    /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[ \u3000]+(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}](?:[ \u3000]|$|[（(：:]))/gu,
    '',
  );
}
