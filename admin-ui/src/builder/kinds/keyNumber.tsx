import { KeyNumberSettings } from '../inspector/KeyNumberSettings';
import type { KindUi } from './kind';
import { Line } from './sketch';
import { numberAt } from './summaries';

export const keyNumber: KindUi = {
  label: '通知書などの番号',
  group: 'numbers',
  search: '券番号 接種券 受付番号 整理番号 会員番号 ばんごう',
  stem: 'ticketNumber',
  create: () => ({ type: 'string', 'x-length': 10 }),
  Sketch: ({ schema }) => <Line width={(numberAt(schema, 'x-length') ?? 10) > 12 ? 'w20' : 'w12'} />,
  Settings: KeyNumberSettings,
  summary: (schema) => `${numberAt(schema, 'x-length') ?? '？'}桁`,
};
