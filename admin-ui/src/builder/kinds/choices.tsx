import { ChoicesSettings } from '../inspector/ChoiceSettings';
import { choices as options } from './fresh';
import type { KindUi } from './kind';
import { Picks } from './sketch';
import { choicesInWords } from './summaries';

export const choices: KindUi = {
  label: 'いくつでも選ぶ',
  group: 'choices',
  search: 'チェックボックス 複数選択 選択肢 えらぶ checkbox',
  stem: 'choices',
  create: () => ({ type: 'array', items: { oneOf: options() }, uniqueItems: true }),
  Sketch: ({ schema }) => <Picks look="check" schema={schema} />,
  Settings: ChoicesSettings,
  isDrawn: () => true,
  summary: choicesInWords,
};
