import { Lengths } from '../inspector/NumberSettings';
import { text } from './fresh';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { lengths } from './summaries';

export const url: KindUi = {
  label: 'URL',
  group: 'texts',
  search: 'ホームページ アドレス リンク ウェブサイト',
  stem: 'url',
  create: text(500),
  Sketch: () => <Line />,
  Settings: Lengths,
  summary: lengths,
};
