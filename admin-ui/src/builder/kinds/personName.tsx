import { PartsSettings } from '../inspector/PartsSettings';
import { personal, strings } from './fresh';
import type { KindUi } from './kind';
import { Parts } from './sketch';
import { partsInWords } from './summaries';

export const personName: KindUi = {
  label: '氏名',
  group: 'people',
  search: '名前 姓名 フリガナ 申請者 しめい なまえ name',
  stem: 'name',
  create: () => ({
    ...personal(),
    properties: strings('familyName', 'givenName', 'familyNameKana', 'givenNameKana'),
  }),
  Sketch: ({ schema }) => <Parts kind="personName" schema={schema} isPaired />,
  Settings: PartsSettings,
  isDrawn: () => true,
  summary: partsInWords('personName'),
};
