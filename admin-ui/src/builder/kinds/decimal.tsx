import { Numbers } from '../inspector/NumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { range, textAt } from './summaries';

export const decimal: KindUi = {
  label: '小数',
  group: 'texts',
  search: '数 数字 面積 長さ 体温 重さ しょうすう number',
  stem: 'decimal',
  create: () => ({ type: 'number' }),
  Sketch: ({ schema }) => <Line width="w12" unit={textAt(schema, 'x-unit')} />,
  Settings: Numbers,
  summary: (schema) => range(schema, textAt(schema, 'x-unit')),
};
