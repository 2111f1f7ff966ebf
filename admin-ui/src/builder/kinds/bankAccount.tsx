import { PartsSettings } from '../inspector/PartsSettings';
import { personal } from './fresh';
import type { KindUi } from './kind';
import { Parts } from './sketch';
import { partsInWords } from './summaries';

export const bankAccount: KindUi = {
  label: '銀行の口座',
  group: 'numbers',
  search: '振込先 口座番号 金融機関 支店 ぎんこう',
  stem: 'bankAccount',
  create: personal,
  Sketch: ({ schema }) => (
    <Parts kind="bankAccount" schema={schema} narrow={['bankCode', 'branchCode', 'accountNumber']} />
  ),
  Settings: PartsSettings,
  isDrawn: () => true,
  summary: partsInWords('bankAccount'),
};
