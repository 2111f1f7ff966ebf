import { Check, TextInput } from '../../ui/fields';
import { otherOf, withOther } from '../model/choices';
import { NumberInput } from './NumberInput';
import type { KindProps } from '../kinds/kind';

/** A free text beside the choices: whether there is one, its words, how long it may be. */
export function OtherSettings({ schema, edit }: KindProps) {
  const other = otherOf(schema);
  return (
    <>
      <Check
        isSelected={other !== null}
        onChange={(isOn) => edit(withOther(schema, isOn ? { title: 'その他', maxLength: 100 } : null))}
      >
        「その他」を自由に書ける
      </Check>
      {other !== null && (
        <div className="pair">
          <TextInput
            label="「その他」の文字"
            value={other.title ?? ''}
            onChange={(title) => edit(withOther(schema, { ...other, title }), 'other.title')}
          />
          <NumberInput
            label="書ける文字数"
            keyword="maxLength"
            schema={other}
            isWhole
            edit={(patch, key) => {
              if (typeof patch.maxLength === 'number' && patch.maxLength >= 1)
                edit(withOther(schema, { ...other, ...patch }), key && `other.${key}`);
            }}
          />
        </div>
      )}
    </>
  );
}
