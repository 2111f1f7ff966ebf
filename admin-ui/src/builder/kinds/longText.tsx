import { Lengths } from '../inspector/NumberSettings';
import { text } from './fresh';
import type { KindUi } from './kind';
import { Area } from './sketch';
import { lengths } from './summaries';

export const longText: KindUi = {
  label: '長い文章',
  group: 'texts',
  search: 'テキスト 複数行 自由記述 理由 意見 備考 ながい ぶんしょう textarea',
  stem: 'longText',
  isOptional: true,
  create: text(1000),
  Sketch: Area,
  Settings: Lengths,
  summary: lengths,
};
