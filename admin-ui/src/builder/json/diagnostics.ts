/** What is wrong with the text: where it is no form, where the meta-schema expects something else, the server's problems. */
import type { Diagnostic } from '@codemirror/lint';
import type { Problem } from '../../api/types';
import type { FormDocument } from '../model/document';
import { segments } from '../model/pointer';
import { sentenceOf } from '../problems';
import { otherType } from './meta';
import { rangeOf, valuesIn } from './places';
import { read, sourceOf } from './reading';

const SEVERITIES = { error: 'error', warning: 'warning', hint: 'info' } as const;

export function diagnosticsOf(
  text: string,
  problems: readonly Problem[],
  document: FormDocument,
): Diagnostic[] {
  const reading = read(text);
  const end = text.length;
  if (reading.refusal !== null) {
    // Where the document cannot be shown, the meta-schema mostly says which place it is.
    const wrong = reading.isJson === true ? otherTypes(text) : [];
    if (wrong.length > 0) return wrong;
    const { from, to } = reading.range ?? { from: 0, to: Math.min(1, end) };
    return [
      {
        from: Math.min(from, end),
        to: Math.min(Math.max(to, from), end),
        severity: 'error',
        message: reading.refusal,
      },
    ];
  }
  const source = sourceOf(text);
  const found = problems.map((problem): Diagnostic => {
    const range = rangeOf(source, segments(problem.at));
    return { ...range, severity: SEVERITIES[problem.severity], message: sentenceOf(problem, document) };
  });
  return [...otherTypes(text), ...found].sort((a, b) => a.from - b.from);
}

/** The values of another type than the meta-schema expects where they stand. */
function otherTypes(text: string): Diagnostic[] {
  const source = sourceOf(text);
  return valuesIn(source).flatMap(({ path, node }): Diagnostic[] => {
    const expected = otherType(path, JSON.parse(text.slice(node.from, node.to)));
    return expected === null
      ? []
      : [{ ...rangeOf(source, path), severity: 'error', message: `ここには${expected}を書きます。` }];
  });
}
