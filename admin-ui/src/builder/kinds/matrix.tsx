import { choicesOf, rowsOf } from '../model/choices';
import { textOf } from '../model/document';
import type { KindUi } from './kind';
import { Pick } from './sketch';
import { choicesInWords } from './summaries';

/** What new rows offer: words that can stay. */
const degrees = () => [
  { const: 'good', title: 'よい' },
  { const: 'normal', title: 'ふつう' },
  { const: 'bad', title: 'よくない' },
];

export const matrix: KindUi = {
  label: '表で選ぶ',
  group: 'choices',
  search: 'マトリクス 表形式 アンケート 行と列 ひょう matrix',
  stem: 'table',
  create: () => ({
    type: 'object',
    properties: {
      row1: { type: 'string', title: '質問1', oneOf: degrees() },
      row2: { type: 'string', title: '質問2', oneOf: degrees() },
    },
  }),
  Sketch: ({ schema }) => (
    <span className="sketch-table">
      {rowsOf(schema).map(([name, row]) => (
        <span key={name} className="sketch-line">
          <strong>{textOf(row.title) || name}</strong>
          <span>
            {choicesOf(schema).map((choice) => (
              <Pick key={choice.const} look="radio">
                {choice.title}
              </Pick>
            ))}
          </span>
        </span>
      ))}
    </span>
  ),
  isDrawn: () => true,
  summary: (schema) => {
    const rows = rowsOf(schema).map(([name, row]) => textOf(row.title) || name);
    return `行：${rows.join('、')}／${choicesInWords(schema)}`;
  },
};
