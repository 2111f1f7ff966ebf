/** What can be done to a block without dragging; the same commands as drag and keyboard. One menu for all cards. */
import { createContext, memo, use, useRef, useState, type ReactNode } from 'react';
import { Header, Menu, MenuItem, Popover } from 'react-aria-components';
import { useSteady } from '../../ui/useSteady';
import * as blocks from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import { offerText } from '../clipboard/transport';
import type { Place } from '../model/document';
import { focusChosen } from './cardKeys';
import { MoveItems } from './MoveItems';

type Open = (id: string, trigger: Element) => void;
const MenuContext = createContext<Open>(() => undefined);

/** The button on a card: a native one, because a page may have a hundred cards. The arrows lead to it. */
export const BlockMenuButton = memo(function BlockMenuButton({ id, label }: { id: string; label: string }) {
  const open = use(MenuContext);
  return (
    <button
      type="button"
      tabIndex={-1}
      className="button icon"
      aria-haspopup="menu"
      data-block-menu=""
      aria-label={`「${label.slice(0, 30)}」の操作`}
      onClick={(event) => open(id, event.currentTarget)}
    >
      <span aria-hidden="true">⋮</span>
    </button>
  );
});

interface ProviderProps {
  page: number;
  /** Where the block of a card stands now. */
  indexOf: (id: string) => number;
  children: ReactNode;
}

/** Around the list: holds the one menu. */
export function BlockMenuProvider({ page, indexOf, children }: ProviderProps) {
  const trigger = useRef<Element | null>(null);
  const [place, setPlace] = useState<Place | null>(null);
  // Opening the menu draws no card again.
  const open = useSteady<Parameters<Open>, void>((id, element) => {
    trigger.current = element;
    setPlace({ page, block: indexOf(id) });
  });
  return (
    <MenuContext value={open}>
      {children}
      <Popover
        className="popover"
        aria-label="項目の操作"
        triggerRef={trigger}
        isOpen={place !== null}
        onOpenChange={(isOpen) => {
          if (!isOpen) setPlace(null);
        }}
      >
        {place !== null && <BlockMenu place={place} onClose={() => setPlace(null)} />}
      </Popover>
    </MenuContext>
  );
}

function BlockMenu({ place, onClose }: { place: Place; onClose: () => void }) {
  const store = useBuilder();
  const { document, selection } = useBuilderState('document', 'selection');
  // The menu of a chosen card is about all that are chosen.
  const all = blocks.chosen(selection);
  const isChosen = all.some(({ page, block }) => page === place.page && block === place.block);
  const places = isChosen ? all : [place];
  const isHeading = document['x-pages'][place.page]?.blocks[place.block]?.heading !== undefined;
  const take = (text: string | null) => text !== null && offerText(text);
  return (
    <Menu className="menu" aria-label="項目の操作" autoFocus="first" onClose={onClose}>
      {places.length > 1 && <Header className="menu-head">選んだ{places.length}個を</Header>}
      {isHeading && (
        <MenuItem className="menu-item" onAction={() => blocks.chooseSection(store, place)}>
          見出しの下もまとめて選ぶ
        </MenuItem>
      )}
      <MenuItem className="menu-item" onAction={() => take(blocks.cut(store, places))}>
        切り取り
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => take(blocks.copy(store, places))}>
        コピー
      </MenuItem>
      <MenuItem
        className="menu-item"
        onAction={() => {
          if (!isChosen) store.select(place);
          blocks.paste(store);
          focusChosen(store);
        }}
      >
        後に貼り付け
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => blocks.duplicate(store, places)}>
        複製
      </MenuItem>
      <MenuItem className="menu-item danger" onAction={() => blocks.remove(store, places)}>
        削除
      </MenuItem>
      <MoveItems places={places} />
    </Menu>
  );
}
