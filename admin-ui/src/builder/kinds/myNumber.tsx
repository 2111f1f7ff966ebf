import { MyNumberSettings } from '../inspector/MyNumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';

export const myNumber: KindUi = {
  label: 'マイナンバー',
  group: 'numbers',
  search: '個人番号 12桁 まいなんばー',
  stem: 'myNumber',
  note: '法的な根拠を設定に書くまで、公開できません',
  create: () => ({ type: 'string', 'x-sensitive': 'my-number' }),
  Sketch: () => <Line width="w20" />,
  Settings: MyNumberSettings,
};
