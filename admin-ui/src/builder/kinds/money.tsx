import { Amounts } from '../inspector/NumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { range } from './summaries';

export const money: KindUi = {
  label: '金額',
  group: 'texts',
  search: 'お金 円 料金 費用 収入 きんがく money',
  stem: 'amount',
  create: () => ({ type: 'integer', minimum: 0, maximum: 99_999_999 }),
  Sketch: () => <Line width="w12" unit="円" />,
  Settings: Amounts,
  summary: (schema) => range(schema, '円'),
};
