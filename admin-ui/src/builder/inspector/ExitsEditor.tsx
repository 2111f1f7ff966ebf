/** The places where a journey ends early: a condition, what the resident reads, where to go instead. */
import { Button } from '../../ui/Button';
import { TextArea, TextInput } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { newTest, opsFor } from '../conditions/words';
import { print } from '../conditions/predicate';
import { patched, replacedAt, type Exit } from '../model/document';

interface Props {
  exits: Exit[];
  onChange: (exits: Exit[], key?: string) => void;
}

export function ExitsEditor({ exits, onChange }: Props) {
  const { document } = useBuilderState();
  const first = Object.keys(document.properties)[0];
  function add() {
    if (first === undefined) return;
    const schema = document.properties[first];
    const test = newTest(first, opsFor(schema)[0] ?? 'answered', schema);
    const when = print({ mode: 'all', tests: [test] });
    if (when === undefined) return;
    onChange([...exits, { when, title: 'この手続は利用できません', message: '窓口へご相談ください。' }]);
  }
  const edit = (index: number, patch: Record<string, unknown>, key?: string) =>
    onChange(
      replacedAt(exits, index, (exit) => patched(exit, patch)),
      key && `${index}.${key}`,
    );
  return (
    <details className="fold" open={exits.length > 0}>
      <summary>途中で終わる案内（{exits.length}件）</summary>
      <p className="support">
        条件にあてはまる人には、ここで案内を表示して終わります。その人は申請を送れません。
      </p>
      {exits.map((exit, index) => (
        <div key={index} className="panel stack-s">
          <ConditionEditor
            title={`案内${index + 1}の条件`}
            value={exit.when}
            isNeeded
            onChange={(when, key) => when !== undefined && edit(index, { when }, key)}
          />
          <TextInput
            label="案内の見出し"
            value={exit.title ?? ''}
            onChange={(title) => edit(index, { title }, 'title')}
          />
          <TextArea
            label="案内の文章"
            value={exit.message ?? ''}
            onChange={(message) => edit(index, { message }, 'message')}
          />
          <TextInput
            label="リンク先のURL"
            need="optional"
            type="url"
            value={exit.link?.href ?? ''}
            onChange={(href) =>
              edit(
                index,
                { link: href === '' ? undefined : { text: exit.link?.text ?? 'くわしい案内を見る', href } },
                'href',
              )
            }
          />
          {exit.link && (
            <TextInput
              label="リンクの文字"
              value={exit.link.text}
              onChange={(text) => edit(index, { link: { href: exit.link?.href ?? '', text } }, 'text')}
            />
          )}
          <Button look="danger" onPress={() => onChange(exits.filter((_, at) => at !== index))}>
            この案内を削除
          </Button>
        </div>
      ))}
      <Button isDisabled={first === undefined} onPress={add}>
        案内を追加
      </Button>
    </details>
  );
}
