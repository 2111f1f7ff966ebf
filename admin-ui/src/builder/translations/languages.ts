/** The names of languages, in Japanese; and what a person can begin a translation in. */
import { LANGUAGE_TAG } from '../commands/addLanguage';

export const EASY = 'ja-easy';

/** Offered by name; any other can be typed as its tag. */
const OFFERED = ['en', EASY, 'zh-Hans', 'zh-Hant', 'ko', 'vi', 'ne', 'tl', 'pt', 'es', 'id', 'my', 'th'];

const NAMES = new Intl.DisplayNames(['ja'], { type: 'language', fallback: 'none' });

/** 英語; a tag that nobody knows stays as it is. */
export function languageName(tag: string): string {
  if (tag.toLowerCase() === EASY) return 'やさしい日本語';
  try {
    return NAMES.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The languages to begin, without those that the form has. */
export function offered(known: readonly string[]): { value: string; label: string }[] {
  return OFFERED.filter((tag) => !known.includes(tag)).map((tag) => ({
    value: tag,
    label: languageName(tag),
  }));
}

/** Why a tag cannot be begun; null when it can. */
export function refusal(tag: string, known: readonly string[]): string | null {
  if (tag === '') return '言語のタグを入力してください。';
  if (!LANGUAGE_TAG.test(tag)) return '言語のタグは「fr」「zh-Hant」のように、半角の英字で入力してください。';
  if (tag.toLowerCase() === 'ja') return '日本語はこのフォームの原文です。「編集」で変更してください。';
  const isThere = known.some((other) => other.toLowerCase() === tag.toLowerCase());
  return isThere ? `${languageName(tag)}は、もう追加されています。` : null;
}
