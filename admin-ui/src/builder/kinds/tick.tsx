/** One box to tick, with a sentence beside it: yes-no and consent. */
import { TextKeyword } from '../inspector/TextKeyword';
import type { FieldSchema } from '../model/document';
import type { KindProps, SketchProps } from './kind';
import { Pick } from './sketch';
import { textAt } from './summaries';

/** Without a sentence of its own the label stands beside the box, and nothing above it. */
export function isSentenceLabel(schema: FieldSchema): boolean {
  const sentence = textAt(schema, 'x-text');
  return sentence === '' || sentence === schema.title;
}

export function Ticked({ schema }: SketchProps) {
  return isSentenceLabel(schema) ? null : <Pick look="check">{textAt(schema, 'x-text')}</Pick>;
}

export function Sentence({ schema, edit }: KindProps) {
  return (
    <TextKeyword
      label="チェックの横の文"
      help="空欄のときは項目の名前を表示します。"
      keyword="x-text"
      schema={schema}
      edit={edit}
    />
  );
}
