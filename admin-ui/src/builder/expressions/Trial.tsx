/** The expression tried at once on sample answers that are edited beside it. */
import { useBuilderState, useSamples } from '../builderContext';
import type { FieldAddress } from '../model/document';
import { problemsAt } from '../problems';
import { Samples } from '../samples/Samples';
import { outcomeOf, type About } from './outcome';

interface Props {
  about: About;
  /** The fields the expression names. */
  named: readonly FieldAddress[];
  pointer: string;
}

export function Trial({ about, named, pointer }: Props) {
  const { problems } = useBuilderState('problems');
  const samples = useSamples();
  if (samples === null) return null;
  const groups = about.group === undefined ? [] : [about.group];
  const fields = [...new Set([...groups, ...named.map(({ name, group }) => group ?? name)])];
  const decided = samples.evaluated?.evaluation ?? null;
  const isWrong = problemsAt(problems, pointer).length > 0;
  const outcome = decided === null ? null : outcomeOf(decided, about);
  return (
    <details className="fold trial">
      <summary>見本の回答で試す</summary>
      <div className="stack-s">
        <Samples fields={fields} />
        <p role="status" className={outcome?.look === 'bad' ? 'error-text' : 'trial-outcome'}>
          {samples.hasFailed
            ? 'サーバーに接続できないため、試せません。'
            : samples.isWaiting
              ? '計算しています…'
              : (outcome?.words ??
                (isWrong
                  ? '式を直すと、ここに結果が出ます。'
                  : 'フォームにほかのエラーがあるため、まだ試せません。「確認が必要な箇所」を見てください。'))}
        </p>
      </div>
    </details>
  );
}
