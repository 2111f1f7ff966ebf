import { Lengths } from '../inspector/NumberSettings';
import { text } from './fresh';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { lengths } from './summaries';

export const organizationName: KindUi = {
  label: '団体・会社の名前',
  group: 'people',
  search: '法人 事業者 組織 屋号 かいしゃ だんたい organization',
  stem: 'organization',
  create: text(100),
  Sketch: () => <Line />,
  Settings: Lengths,
  summary: lengths,
};
