import type { KindUi } from './kind';
import { Line } from './sketch';

export const corporateNumber: KindUi = {
  label: '法人番号',
  group: 'numbers',
  search: '13桁 会社 事業者 ほうじんばんごう',
  stem: 'corporateNumber',
  create: () => ({ type: 'string' }),
  Sketch: () => <Line width="w20" />,
};
