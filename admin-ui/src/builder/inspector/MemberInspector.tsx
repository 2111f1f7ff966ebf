import { Button } from '../../ui/Button';
import { useBuilder, useBuilderState } from '../builderContext';
import { focusInspector } from '../canvas/focus';
import * as members from '../memberActions';
import { labelOf, type FieldSchema } from '../model/document';
import { FieldInspector } from './FieldInspector';

/** A member of a repeating group: the way back to the group, and the field like any other. */
export function MemberInspector({
  group,
  name,
  schema,
}: {
  group: string;
  name: string;
  schema: FieldSchema;
}) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  return (
    <div className="stack-s">
      <nav aria-label="くり返しの中の位置">
        <Button
          look="text"
          onPress={() => {
            members.select(store, group);
            focusInspector();
          }}
        >
          ← 「{labelOf(document, group)}」（くり返し）へ戻る
        </Button>
      </nav>
      <FieldInspector name={name} group={group} schema={schema} />
    </div>
  );
}
