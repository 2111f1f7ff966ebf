import { personalText } from './fresh';
import type { KindUi } from './kind';
import { Line } from './sketch';

export const phone: KindUi = {
  label: '電話番号',
  group: 'people',
  search: '連絡先 携帯 でんわ TEL phone',
  stem: 'phone',
  create: () => ({ ...personalText(), 'x-autocomplete': 'tel' }),
  Sketch: () => <Line width="w20" />,
};
