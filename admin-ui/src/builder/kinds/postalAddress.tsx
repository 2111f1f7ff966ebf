import { PartsSettings } from '../inspector/PartsSettings';
import { personal, strings } from './fresh';
import type { KindUi } from './kind';
import { Parts } from './sketch';
import { partsInWords } from './summaries';

export const postalAddress: KindUi = {
  label: '住所',
  group: 'people',
  search: '郵便番号 所在地 居所 送付先 じゅうしょ address',
  stem: 'address',
  create: () => ({
    ...personal(),
    properties: {
      postalCode: { type: 'string' },
      ...strings('prefecture', 'cityAndCounty', 'streetAddress', 'buildingNameEtc'),
    },
  }),
  Sketch: ({ schema }) => (
    <Parts
      kind="postalAddress"
      schema={schema}
      narrow={['postalCode', 'prefecture', 'localGovernmentCode']}
    />
  ),
  Settings: PartsSettings,
  isDrawn: () => true,
  summary: partsInWords('postalAddress'),
};
