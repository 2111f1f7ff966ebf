/** What can be put on a page: press to add behind the selected block, or drag onto the page. */
import { GridList, GridListItem, useDragAndDrop } from 'react-aria-components';
import * as actions from '../actions';
import { useBuilder } from '../builderContext';
import { KIND_GROUPS } from '../model/kinds';
import { PALETTE_TYPE } from './dnd';

const TEXTS = {
  title: '文章',
  kinds: [
    { kind: 'heading', label: '見出し' },
    { kind: 'text', label: '説明文' },
  ],
};

export function Palette() {
  return (
    <section aria-labelledby="palette-title" className="palette">
      <h2 id="palette-title">項目を追加</h2>
      <p className="support">押すと追加します。ページへドラッグすることもできます。</p>
      {[...KIND_GROUPS, TEXTS].map((group) => (
        <PaletteGroup key={group.title} title={group.title} kinds={group.kinds} />
      ))}
    </section>
  );
}

interface GroupProps {
  title: string;
  kinds: readonly { kind: string; label: string }[];
}

function PaletteGroup({ title, kinds }: GroupProps) {
  const store = useBuilder();
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ [PALETTE_TYPE]: String(key), 'text/plain': String(key) })),
    getAllowedDropOperations: () => ['copy'],
  });
  return (
    <div>
      <h3>{title}</h3>
      <GridList
        aria-label={`${title}の項目`}
        className="palette-list"
        layout="grid"
        dragAndDropHooks={dragAndDropHooks}
        onAction={(key) => actions.insert(store, String(key))}
      >
        {kinds.map(({ kind, label }) => (
          <GridListItem key={kind} id={kind} textValue={label} className="palette-item">
            {label}
          </GridListItem>
        ))}
      </GridList>
    </div>
  );
}
