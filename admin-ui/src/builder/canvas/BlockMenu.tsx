/** What can be done to a block without dragging; the same commands as drag and keyboard. One menu for all cards. */
import { createContext, use, useEffect, useRef, useState, type ReactNode } from 'react';
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components';
import { Button } from '../../ui/Button';
import * as actions from '../actions';
import { useBuilder, useBuilderState } from '../builderContext';
import { pageTitle, type Place } from '../model/document';

type Open = (id: string, trigger: Element) => void;
const MenuContext = createContext<Open>(() => undefined);

/** The button on a card. Light, because a page may have a hundred cards. */
export function BlockMenuButton({ id, label }: { id: string; label: string }) {
  const open = use(MenuContext);
  return (
    <Button
      look="icon"
      aria-haspopup="menu"
      aria-label={`「${label.slice(0, 30)}」の操作`}
      onPress={(event) => open(id, event.target)}
    >
      <span aria-hidden="true">⋮</span>
    </Button>
  );
}

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
  const open: Open = (id, element) => {
    trigger.current = element;
    setPlace({ page, block: indexOf(id) });
  };
  // One function for ever, so that opening the menu draws no card again.
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  const [openLatest] = useState<Open>(() => (id: string, element: Element) => latest.current(id, element));
  return (
    <MenuContext value={openLatest}>
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
  const pages = useBuilderState().document['x-pages'];
  const count = pages[place.page]?.blocks.length ?? 0;
  const moveTo = (block: number) => actions.move(store, place, { page: place.page, block });
  return (
    <Menu className="menu" aria-label="項目の操作" autoFocus="first" onClose={onClose}>
      <MenuItem className="menu-item" isDisabled={place.block === 0} onAction={() => moveTo(place.block - 1)}>
        上へ移動
      </MenuItem>
      <MenuItem
        className="menu-item"
        isDisabled={place.block >= count - 1}
        onAction={() => moveTo(place.block + 1)}
      >
        下へ移動
      </MenuItem>
      <MenuItem className="menu-item" onAction={() => actions.duplicate(store, place)}>
        複製
      </MenuItem>
      <MenuItem className="menu-item danger" onAction={() => actions.remove(store, place)}>
        削除
      </MenuItem>
      {pages.length > 1 && (
        <MenuSection>
          <Header className="menu-head">ほかのページへ移動</Header>
          {pages.map((page, index) =>
            index === place.page ? null : (
              <MenuItem
                key={page.id}
                className="menu-item"
                onAction={() => actions.move(store, place, { page: index, block: page.blocks.length })}
              >
                {index + 1}. {pageTitle(page, index)}へ
              </MenuItem>
            ),
          )}
        </MenuSection>
      )}
    </Menu>
  );
}
