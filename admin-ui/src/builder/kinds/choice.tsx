import { Widget } from '../inspector/ChoiceSettings';
import { choicesOf } from '../model/choices';
import type { FieldSchema } from '../model/document';
import { choices } from './fresh';
import type { KindUi } from './kind';
import { Choose, Picks } from './sketch';
import { choicesInWords } from './summaries';

/** As the resident pages decide it, unless the field says how. */
function isList(schema: FieldSchema): boolean {
  const said = schema['x-widget'];
  return said === 'select' || (said !== 'radio' && choicesOf(schema).length > 7);
}

export const choice: KindUi = {
  label: '1つ選ぶ',
  group: 'choices',
  search: 'ラジオボタン プルダウン 選択肢 択一 えらぶ radio select',
  stem: 'choice',
  create: () => ({ type: 'string', oneOf: choices() }),
  Sketch: ({ schema }) => (isList(schema) ? <Choose /> : <Picks look="radio" schema={schema} />),
  Settings: Widget,
  isDrawn: (schema) => !isList(schema),
  summary: choicesInWords,
};
