import { PartsSettings } from '../inspector/PartsSettings';
import { personal } from './fresh';
import type { KindUi } from './kind';
import { Parts } from './sketch';
import { partsInWords } from './summaries';

export const yuchoAccount: KindUi = {
  label: 'ゆうちょの口座',
  group: 'numbers',
  search: '郵便局 振込先 記号 番号 こうざ',
  stem: 'yuchoAccount',
  create: personal,
  Sketch: ({ schema }) => <Parts kind="yuchoAccount" schema={schema} narrow={['symbol', 'number']} />,
  Settings: PartsSettings,
  isDrawn: () => true,
  summary: partsInWords('yuchoAccount'),
};
