/** The places where a journey ends early: a condition, what the resident reads, where to go instead. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/fields';
import { useBuilderState } from '../builderContext';
import { ConditionEditor } from '../conditions/ConditionEditor';
import { patched, replacedAt } from '../model/change';
import { textOf, type Exit, type Predicate } from '../model/document';
import { ProseArea } from '../prose/ProseArea';

interface Props {
  exits: Exit[];
  onChange: (exits: Exit[], key?: string) => void;
}

export function ExitsEditor({ exits, onChange }: Props) {
  const { document } = useBuilderState('document');
  // A new exit joins the document with its first complete condition: without one it would stop nobody, or everybody.
  const [isAdding, setAdding] = useState(false);
  const hasFields = Object.keys(document.properties).length > 0;
  function add(when: Predicate) {
    setAdding(false);
    onChange([...exits, { when, title: 'この手続は利用できません', message: '窓口へご相談ください。' }]);
  }
  const edit = (index: number, patch: Record<string, unknown>, key?: string) =>
    onChange(
      replacedAt(exits, index, (exit) => patched(exit, patch)),
      key && `${index}.${key}`,
    );
  return (
    <details className="fold" open={exits.length > 0 || isAdding}>
      <summary>対象外の方への案内（{exits.length}件）</summary>
      <p className="support">
        条件にあてはまる人には、ここで案内を表示して終わります。その人は申請を送れません。
      </p>
      {[...exits, ...(isAdding ? [null] : [])].map((exit, index) => (
        <div key={index} className="panel stack-s">
          <ConditionEditor
            title={`案内${index + 1}の条件`}
            value={exit?.when}
            isNeeded
            onChange={(when, key) => {
              if (when === undefined) return;
              if (exit === null) add(when);
              else edit(index, { when }, key);
            }}
          />
          {exit && <Words exit={exit} edit={(patch, key) => edit(index, patch, key)} />}
          <Button
            look="danger"
            onPress={() => (exit ? onChange(exits.filter((_, at) => at !== index)) : setAdding(false))}
          >
            この案内を削除
          </Button>
        </div>
      ))}
      <Button isDisabled={!hasFields || isAdding} onPress={() => setAdding(true)}>
        案内を追加
      </Button>
    </details>
  );
}

interface WordsProps {
  exit: Exit;
  edit: (patch: Record<string, unknown>, key?: string) => void;
}

/** What the resident reads at the exit, and where to go instead. */
function Words({ exit, edit }: WordsProps) {
  return (
    <>
      <TextInput
        label="案内の見出し"
        value={textOf(exit.title)}
        onChange={(title) => edit({ title }, 'title')}
      />
      <ProseArea
        label="案内の文章"
        value={textOf(exit.message)}
        onChange={(message) => edit({ message }, 'message')}
      />
      <TextInput
        label="リンク先のURL"
        need="optional"
        type="url"
        value={textOf(exit.link?.href)}
        onChange={(href) =>
          edit(
            { link: href === '' ? undefined : { text: exit.link?.text ?? 'くわしい案内を見る', href } },
            'href',
          )
        }
      />
      {exit.link && (
        <TextInput
          label="リンクの文字"
          value={textOf(exit.link.text)}
          onChange={(text) => edit({ link: { href: exit.link?.href ?? '', text } }, 'text')}
        />
      )}
    </>
  );
}
