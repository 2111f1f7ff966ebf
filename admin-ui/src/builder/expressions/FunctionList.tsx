/** Every function with what it is for and examples of what it gives; one press puts it into the expression. */
import { Button } from '../../ui/Button';
import { useSamples } from '../builderContext';
import { functionWords, resultInWords } from './functions';

export function FunctionList({ onInsert }: { onInsert: (call: string) => void }) {
  const functions = useSamples()?.functions ?? [];
  if (functions.length === 0) return null;
  return (
    <details className="fold">
      <summary>関数の一覧と例</summary>
      <ul className="function-list">
        {functions.map(({ name, call, examples }) => (
          <li key={name}>
            <div>
              <strong>{functionWords(name)}</strong>
              <ul className="function-examples">
                {examples.map(({ expression, answers, result }) => (
                  <li key={expression}>
                    <code>{expression}</code> → {resultInWords(result)}
                    {Object.keys(answers).length > 0 && (
                      <span className="support">（回答が {JSON.stringify(answers)} のとき）</span>
                    )}
                  </li>
                ))}
              </ul>
            </div>
            <Button
              onPress={() => onInsert(call)}
              aria-label={`${functionWords(name)}（${name}）を式に入れる`}
            >
              入れる
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
