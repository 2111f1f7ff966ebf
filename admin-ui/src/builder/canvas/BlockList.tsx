/**
 * The blocks of one page as cards. Texts are edited in the inspector; here they are chosen and put in order. A list of our
 * own and not a component of the library, because a page may have a hundred cards and each change must draw only one of them.
 */
import { memo, useCallback } from 'react';
import { useBuilder } from '../builderContext';
import { blockKeys } from '../model/identity';
import type { BuilderStore } from '../store';
import { BlockMenuButton, BlockMenuProvider } from './BlockMenu';
import { Card } from './Card';
import { onCardKey } from './cardKeys';
import type { CardView } from './cardView';
import { useChoosing } from './choosing';
import { useDragging, type Gap } from './dragging';
import { moveAsItIs } from './moving';

interface Props {
  page: number;
  title: string;
  views: readonly CardView[];
  /** The ids of the chosen cards. */
  chosen: readonly string[];
  /** The one in the inspector. */
  lead: string | null;
}

function indexNow(store: BuilderStore, page: number, key: string): number {
  return blockKeys(store.getState().document['x-pages'][page]?.blocks ?? []).indexOf(key);
}

export function BlockList({ page, title, views, chosen, lead }: Props) {
  const store = useBuilder();
  const { onClick, onKeyDown } = useChoosing(store, page);
  const { gap, dragged, handlers } = useDragging(store, page);
  const openMember = useCallback(
    (card: string, member: string) => store.select({ page, block: indexNow(store, page, card), member }),
    [store, page],
  );
  // One stop for Tab: what is chosen, else the first.
  const stop = views.some(({ id }) => id === lead) ? lead : views[0]?.id;
  return (
    <BlockMenuProvider page={page} indexOf={(id) => indexNow(store, page, id)}>
      <div
        ref={moveAsItIs}
        role="grid"
        aria-label={`ページ「${title}」の項目`}
        aria-multiselectable="true"
        className="canvas"
        onKeyDownCapture={(event) => onCardKey(event, store)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        {...handlers}
      >
        {views.map((view) => (
          <CardRow
            key={view.id}
            view={view}
            isChosen={chosen.includes(view.id)}
            isStop={view.id === stop}
            isDragged={dragged.includes(view.id)}
            gap={gap?.key === view.id ? gap.position : undefined}
            onMember={openMember}
          />
        ))}
        {views.length === 0 && (
          <div role="row">
            <div role="gridcell" className="canvas-empty">
              このページにはまだ何もありません。「項目を追加」から選ぶか、ここへドラッグしてください。
            </div>
          </div>
        )}
      </div>
    </BlockMenuProvider>
  );
}

interface RowProps {
  view: CardView;
  isChosen: boolean;
  isStop: boolean;
  isDragged: boolean;
  gap: Gap['position'] | undefined;
  onMember: (card: string, name: string) => void;
}

const CardRow = memo(function CardRow({ view, isChosen, isStop, isDragged, gap, onMember }: RowProps) {
  return (
    <div
      role="row"
      aria-label={view.words}
      aria-selected={isChosen}
      tabIndex={isStop ? 0 : -1}
      draggable
      className={cardClass(view)}
      data-key={view.id}
      data-dragging={isDragged || undefined}
      data-gap={gap}
    >
      <div role="gridcell" className="card-cell">
        <span className="drag" aria-hidden="true">
          ⠿
        </span>
        <Card view={view} onMember={onMember} />
        <BlockMenuButton id={view.id} label={view.words} />
      </div>
    </div>
  );
});

const cardClass = ({ isInSection, isCut, look }: CardView) =>
  ['card', `is-${look}`, isInSection && 'in-section', isCut && 'is-cut'].filter(Boolean).join(' ');
