/** The sample answers of some fields, beside what is tried with them. They stay in this page and are never sent as a case. */
import { Button } from '../../ui/Button';
import { useBuilderState, useSamples, useTools } from '../builderContext';
import { labelOf } from '../model/document';
import { hasSample, SampleInput } from './SampleInput';

interface Props {
  /** The fields to ask about, in this order. */
  fields: readonly string[];
}

export function Samples({ fields }: Props) {
  const { document } = useBuilderState('document');
  const samples = useSamples();
  const evaluator = useTools()?.evaluator;
  if (samples === null || evaluator === undefined) return null;
  const asked = fields.filter((name) => hasSample(document.properties[name]));
  return (
    <div className="stack-s">
      <p className="support">見本の回答は、この画面で試すためだけに使います。保存も送信もしません。</p>
      {asked.map((name) => {
        const schema = document.properties[name];
        return (
          schema && (
            <SampleInput
              key={name}
              label={labelOf(document, name)}
              schema={schema}
              value={samples.answers[name]}
              onChange={(value) => evaluator.answer(name, value)}
            />
          )
        );
      })}
      {asked.length === 0 && <p className="support">見本の回答を入れる項目がありません。</p>}
      {Object.keys(samples.answers).length > 0 && (
        <div>
          <Button onPress={evaluator.clear}>見本の回答をすべて消す</Button>
        </div>
      )}
    </div>
  );
}
