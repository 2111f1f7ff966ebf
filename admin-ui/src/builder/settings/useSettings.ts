/** Reading and changing the document's `x-settings`. Every change is a command: undo works, autosave saves. */
import { useBuilder, useBuilderState } from '../builderContext';
import { problemsAt, sentenceOf } from '../problems';

export type Path = [string] | [string, string];

/** Where a setting stands in the document. */
export const pointerTo = (path: Path): string => `/x-settings/${path.join('/')}`;

export function useSettings() {
  const store = useBuilder();
  const settings = useBuilderState('document').document['x-settings'] ?? {};
  const get = (path: Path): unknown => {
    const value = settings[path[0]];
    if (path.length === 1) return value;
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)[path[1]]
      : undefined;
  };
  const set = (path: Path, value: unknown) =>
    store.dispatch({ type: 'editSettings', path, value }, { key: `settings.${path.join('.')}` });
  const text = (path: Path) => {
    const value = get(path);
    return typeof value === 'string' ? value : '';
  };
  const setText = (path: Path) => (value: string) => set(path, value === '' ? undefined : value);
  return { get, set, text, setText };
}

/** What the server finds wrong at a place of the settings, or null. What could be better is told in the problems panel. */
export function useErrorAt(pointer: string): string | null {
  const { problems, document } = useBuilderState('problems', 'document');
  const errors = problemsAt(problems, pointer).filter(({ severity }) => severity === 'error');
  const sentences = [...new Set(errors.map((problem) => sentenceOf(problem, document)))];
  return sentences.length === 0 ? null : sentences.join(' ');
}
