/** What can be put on a page: press to add behind the selected block, or drag onto the page. */
import * as actions from '../actions';
import { useBuilder } from '../builderContext';
import { KIND_GROUPS } from '../model/kinds';
import { isNarrow } from '../narrow';
import { PALETTE_TYPE } from './dnd';

const TEXTS = {
  title: '文章',
  kinds: [
    { kind: 'heading', label: '見出し' },
    { kind: 'text', label: '説明文' },
  ],
};
interface Item {
  kind: string;
  label: string;
  note?: string;
}
const GROUPS: readonly { title: string; kinds: readonly Item[] }[] = [...KIND_GROUPS, TEXTS];

export function Palette() {
  const store = useBuilder();
  return (
    <details className="palette" open={!isNarrow()}>
      <summary>
        <h2>項目を追加</h2>
      </summary>
      <p className="support">押すと追加します。ページへドラッグすることもできます。</p>
      {GROUPS.map((group) => (
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
    </details>
  );
}
