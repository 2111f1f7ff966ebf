import { Lengths } from '../inspector/NumberSettings';
import { PatternSettings } from '../inspector/PatternSettings';
import { text } from './fresh';
import type { KindUi } from './kind';
import { Line, widthFor } from './sketch';
import { lengths } from './summaries';

export const shortText: KindUi = {
  label: '1行の文字',
  group: 'texts',
  search: 'テキスト 短い文字 自由 入力 もじ ぶんじ text 会社 学校 職業',
  stem: 'text',
  create: text(100),
  Sketch: ({ schema }) => <Line width={widthFor(schema)} />,
  Settings: ({ schema, edit }) => (
    <>
      <PatternSettings schema={schema} edit={edit} />
      <Lengths schema={schema} edit={edit} />
    </>
  ),
  summary: lengths,
};
