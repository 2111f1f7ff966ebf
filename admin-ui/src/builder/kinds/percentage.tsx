import { Amounts } from '../inspector/NumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { range } from './summaries';

export const percentage: KindUi = {
  label: '割合（％）',
  group: 'texts',
  search: 'パーセント 率 わりあい percent',
  stem: 'rate',
  create: () => ({ type: 'number', minimum: 0, maximum: 100 }),
  Sketch: () => <Line width="w12" unit="％" />,
  Settings: Amounts,
  summary: (schema) => range(schema, '％'),
};
