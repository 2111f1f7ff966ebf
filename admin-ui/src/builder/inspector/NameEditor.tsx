/** The field's name (key) in exports and conditions. Renaming repairs everybody who speaks about it, and says so. */
import { useState } from 'react';
import { Button } from '../../ui/Button';
import { TextInput } from '../../ui/fields';
import { useBuilder, useBuilderState } from '../builderContext';
import { focusInspector } from '../canvas/focus';
import { FIELD_NAME } from '../commands/renameField';
import { placeOf, type FieldAddress } from '../model/document';
import { referencesTo } from '../model/references';
import { scopeOf } from '../model/scope';

export function NameEditor({ name, group }: FieldAddress) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const [next, setNext] = useState(name);
  // A member is selected by its name.
  const place = group === undefined ? null : placeOf(document, group);
  const selection = place === null ? null : { ...place, member: next };
  const references = referencesTo(document, { name, group });
  const error = next === name ? null : errorOf(next, Object.keys(scopeOf(document, group).properties));
  function rename() {
    const repaired = references.length === 0 ? '' : `使われていた${references.length}か所も書き換えました。`;
    store.dispatch(
      { type: 'renameField', from: name, to: next, group },
      {
        notice: `項目の名前（キー）を「${next}」に変えました。${repaired}`,
        ...(selection === null ? {} : { selection }),
      },
    );
    // The settings of the field are drawn anew under its new name: the button that had the focus is gone.
    focusInspector();
  }
  return (
    <div className="stack-s" data-own-undo>
      <TextInput
        label="名前（キー）"
        help="データの出力や条件で使う名前です。半角英字で始まる英数字と「_」「-」が使えます。"
        value={next}
        spellCheck={false}
        autoCapitalize="off"
        onChange={setNext}
        error={error}
      />
      {references.length > 0 && (
        <div className="support">
          次の場所で使われています。名前を変えると一緒に書き換えます。
          <ul>
            {references.map((reference, index) => (
              <li key={index}>{reference.where}</li>
            ))}
          </ul>
        </div>
      )}
      <div>
        <Button isDisabled={next === name || error !== null} onPress={rename}>
          名前（キー）を変える
        </Button>
      </div>
    </div>
  );
}

function errorOf(name: string, taken: string[]): string | null {
  if (!FIELD_NAME.test(name)) return '半角英字で始まる64文字までの英数字と「_」「-」で入力してください。';
  if (taken.includes(name)) return 'ほかの項目が使っています。別の名前にしてください。';
  return null;
}
