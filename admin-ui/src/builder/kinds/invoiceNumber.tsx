import type { KindUi } from './kind';
import { Line } from './sketch';

export const invoiceNumber: KindUi = {
  label: 'インボイス登録番号',
  group: 'numbers',
  search: '適格請求書 T番号 いんぼいす',
  stem: 'invoiceNumber',
  create: () => ({ type: 'string' }),
  Sketch: () => <Line width="w20" />,
};
