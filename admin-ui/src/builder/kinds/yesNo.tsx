import type { KindUi } from './kind';
import { isSentenceLabel, Sentence, Ticked } from './tick';

export const yesNo: KindUi = {
  label: 'チェック1つ',
  group: 'choices',
  search: 'はい いいえ 有無 チェックボックス ちぇっく checkbox',
  stem: 'yesNo',
  isOptional: true,
  create: () => ({ type: 'boolean' }),
  isLabelInside: isSentenceLabel,
  Sketch: Ticked,
  Settings: Sentence,
};
