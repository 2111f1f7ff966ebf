import { Numbers } from '../inspector/NumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { range, textAt } from './summaries';

export const integer: KindUi = {
  label: '整数',
  group: 'texts',
  search: '数 数字 人数 個数 年齢 枚数 せいすう number',
  stem: 'number',
  create: () => ({ type: 'integer', minimum: 0 }),
  Sketch: ({ schema }) => <Line width="w12" unit={textAt(schema, 'x-unit')} />,
  Settings: Numbers,
  summary: (schema) => range(schema, textAt(schema, 'x-unit')),
};
