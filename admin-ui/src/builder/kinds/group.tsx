import type { FieldSchema } from '../model/document';
import type { KindUi } from './kind';
import { numberAt, textAt } from './summaries';

function rows(schema: FieldSchema): string {
  const title = textAt(schema, 'x-item-title');
  const least = numberAt(schema, 'minItems');
  const most = numberAt(schema, 'maxItems') ?? 10;
  return `${title === '' ? '' : `「${title}」を`}${least === null ? '' : `${least}件から`}${most}件まで`;
}

/** Its rows are drawn by the card itself, because their inputs are edited there. */
export const group: KindUi = {
  label: 'くり返し（何件でも）',
  group: 'rows',
  search: '繰り返し 世帯員 家族 明細 追加 表 group',
  stem: 'rows',
  isAlone: true,
  create: () => ({
    type: 'array',
    items: {
      type: 'object',
      properties: { name: { type: 'string', title: '名前', 'x-kind': 'shortText', maxLength: 100 } },
      required: ['name'],
      additionalProperties: false,
    },
    maxItems: 5,
  }),
  summary: rows,
};
