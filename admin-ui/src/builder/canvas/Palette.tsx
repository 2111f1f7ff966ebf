/** What can be put on a page: press to add behind the selected block, or drag onto the page. */
import { useState } from 'react';
import { Toolbar } from 'react-aria-components';
import { TextInput } from '../../ui/fields';
import * as actions from '../actions';
import { useBuilder } from '../builderContext';
import { isNarrow } from '../narrow';
import { PALETTE_TYPE } from './dnd';
import { PALETTE, searchPalette, type PaletteEntry } from './paletteSearch';
import './palette.css';

export function Palette() {
  const store = useBuilder();
  const [question, setQuestion] = useState('');
  const groups = searchPalette(question);
  const count = groups.reduce((sum, group) => sum + group.kinds.length, 0);
  const first = groups[0]?.kinds[0];
  return (
    <details className="palette" open={!isNarrow()}>
      <summary>
        <h2>項目を追加</h2>
      </summary>
      <p className="support">押すと追加します。ページへドラッグすることもできます。</p>
      <div data-own-undo="">
        <TextInput
          label="項目を探す"
          type="search"
          value={question}
          onChange={setQuestion}
          autoComplete="off"
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' && question.trim() !== '' && first !== undefined) {
              event.preventDefault();
              actions.insert(store, first.kind);
            } else if (event.key === 'Escape') setQuestion('');
          }}
        />
      </div>
      <p role="status" className={groups === PALETTE ? 'visually-hidden' : 'support'}>
        {groups !== PALETTE && found(count, first)}
      </p>
      {/* One stop for Tab: the arrows lead from kind to kind. */}
      <Toolbar orientation="vertical" aria-label="項目の種類" className="palette-kinds">
        {groups.map((group) => (
          <div key={group.title} role="group" aria-label={group.title}>
            <h3>{group.title}</h3>
            <div className="palette-list">
              {group.kinds.map(({ kind, label, note }) => (
                // A native button: the canvas takes the drop by type, the keyboard way is to press it.
                <button
                  key={kind}
                  type="button"
                  className="palette-item"
                  draggable
                  onDragStart={(event) => {
                    event.dataTransfer.effectAllowed = 'copy';
                    event.dataTransfer.setData(PALETTE_TYPE, kind);
                    event.dataTransfer.setData('text/plain', label);
                  }}
                  onClick={() => actions.insert(store, kind)}
                >
                  {label}
                  {note !== undefined && <small className="palette-note">{note}</small>}
                </button>
              ))}
            </div>
          </div>
        ))}
      </Toolbar>
    </details>
  );
}

function found(count: number, first: PaletteEntry | undefined): string {
  if (first === undefined) return '見つかりません。ほかの言葉で探してください。';
  return `${count}種類あります。Enterで「${first.label}」を追加します。`;
}
