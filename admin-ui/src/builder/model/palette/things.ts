/** Documents, places, rows that repeat, and what nobody types. */
import type { FieldSchema } from '../document';
import { kind, type KindGroup, type KindInfo } from './entry';

const ALONE = { isMember: false };
const files =
  (maxItems: number, ...types: string[]) =>
  (): FieldSchema => ({
    type: 'array',
    items: { type: 'string' },
    maxItems,
    ...(types.length === 0 ? {} : { 'x-types': types }),
  });

/** Not a kind of its own: an amount with an expression, ready to be written. */
const calculated: KindInfo = {
  kind: 'calculated',
  label: '計算した金額',
  stem: 'total',
  isRequired: false,
  isMember: true,
  create: () => ({ title: '計算した金額', 'x-kind': 'money', type: 'integer', 'x-value': '0' }),
};

export const THING_GROUPS: readonly KindGroup[] = [
  {
    title: '書類と場所',
    kinds: [
      kind('file', '写真・書類の添付', 'file', files(3, 'image/jpeg', 'image/png', 'application/pdf'), ALONE),
      kind('image', '写真だけの添付', 'photo', files(3, 'image/jpeg', 'image/png'), ALONE),
      kind('signature', '手書きの署名', 'signature', files(1), ALONE),
      kind('mapPoint', '地図の場所', 'place', () => ({ type: 'object' })),
    ],
  },
  {
    title: 'くり返し・計算',
    kinds: [
      kind(
        'group',
        'くり返し（何件でも）',
        'rows',
        () => ({
          type: 'array',
          items: {
            type: 'object',
            properties: { name: { type: 'string', title: '名前', 'x-kind': 'shortText', maxLength: 100 } },
            required: ['name'],
            additionalProperties: false,
          },
          maxItems: 5,
        }),
        ALONE,
      ),
      calculated,
      kind(
        'hidden',
        '画面に出さない値',
        'source',
        () => ({ type: 'string', maxLength: 100, 'x-prefill': { from: 'query', parameter: 'p' } }),
        { isRequired: false, isMember: false },
      ),
    ],
  },
];
