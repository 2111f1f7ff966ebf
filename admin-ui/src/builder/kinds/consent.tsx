import type { KindUi } from './kind';
import { isSentenceLabel, Sentence, Ticked } from './tick';

export const consent: KindUi = {
  label: '同意（必ずチェック）',
  group: 'choices',
  search: '規約 誓約 確認 どうい 個人情報 consent',
  stem: 'consent',
  create: () => ({ type: 'boolean', const: true }),
  isLabelInside: isSentenceLabel,
  Sketch: Ticked,
  Settings: Sentence,
};
