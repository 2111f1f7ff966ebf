import { HiddenSettings } from '../inspector/HiddenSettings';
import type { KindUi } from './kind';
import { textAt } from './summaries';

export const hidden: KindUi = {
  label: '画面に出さない値',
  group: 'rows',
  search: '非表示 引数 事前入力 パラメータ hidden',
  stem: 'source',
  isOptional: true,
  isAlone: true,
  create: () => ({ type: 'string', maxLength: 100, 'x-prefill': { from: 'query', parameter: 'p' } }),
  Sketch: () => <span className="sketch-more">住民の画面には表示されません。</span>,
  Settings: HiddenSettings,
  summary: (schema) => {
    const { from, ...rest } = (schema['x-prefill'] ?? {}) as { from?: unknown; parameter?: unknown };
    if (from === 'link') return '職員が作るリンクの値';
    const parameter = textAt(rest as Record<string, unknown>, 'parameter');
    return parameter === '' ? '' : `アドレス（URL）の引数「${parameter}」の値`;
  },
};
