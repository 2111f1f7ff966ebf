import { Lengths } from '../inspector/NumberSettings';
import { text } from './fresh';
import type { KindUi } from './kind';
import { Line, widthFor } from './sketch';
import { lengths } from './summaries';

export const kana: KindUi = {
  label: 'カナ',
  group: 'people',
  search: 'フリガナ 読み カタカナ よみがな kana',
  stem: 'kana',
  create: text(100),
  Sketch: ({ schema }) => <Line width={widthFor(schema)} />,
  Settings: Lengths,
  summary: lengths,
};
