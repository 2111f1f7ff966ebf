/** One text: the original at the left, what the language says at the right. */
import { memo } from 'react';
import { Button } from '../../ui/Button';
import type { RowState } from './rows';

const STATES: Record<RowState, { words: string; look: string }> = {
  missing: { words: '未翻訳', look: 'warn' },
  stale: { words: '原文が変わりました', look: 'warn' },
  done: { words: '翻訳済み', look: 'good' },
  optional: { words: '任意（住民の画面には出ません）', look: '' },
};

interface Props {
  at: string;
  place: string;
  text: string;
  translation: string;
  old: string | null;
  state: RowState;
  /** As the browser knows it, for spelling and voices. */
  lang: string;
  name: string;
  onEdit: (at: string, text: string) => void;
  onConfirm: (at: string) => void;
}

/** Drawn again only when it changes: a form has hundreds of them. */
export const TranslationRow = memo(function TranslationRow(props: Props) {
  const { at, place, text, translation, old, state, lang, name, onEdit, onConfirm } = props;
  const { words, look } = STATES[state];
  const isLong = text.length > 40 || text.includes('\n');
  return (
    <tr>
      <th scope="row" className="translation-place">
        {place}
      </th>
      <td>
        <p className="translation-text">{text}</p>
        {old !== null && (
          <details className="translation-old" open>
            <summary>翻訳したときの原文</summary>
            <p className="translation-text">{old}</p>
          </details>
        )}
      </td>
      <td>
        <textarea
          className="input"
          data-translation={at}
          aria-label={`${place}（${name}）`}
          rows={isLong ? 3 : 1}
          maxLength={4000}
          lang={lang}
          value={translation}
          onChange={(event) => onEdit(at, event.target.value)}
        />
        <div className="translation-state">
          <span className={`chip ${look}`}>{words}</span>
          {state === 'stale' && (
            <Button onPress={() => onConfirm(at)} aria-label={`このままでよい：${place}`}>
              このままでよい
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
});
