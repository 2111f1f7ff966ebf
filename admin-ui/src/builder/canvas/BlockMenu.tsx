import {
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SubmenuTrigger,
} from 'react-aria-components';
import { Button } from '../../ui/Button';
import * as actions from '../actions';
import { useBuilder } from '../builderContext';
import { pageTitle, type Place } from '../model/document';

/** What can be done to a block without dragging; the same commands as drag and keyboard. */
export function BlockMenu({ place, label }: { place: Place; label: string }) {
  const store = useBuilder();
  const pages = store.getState().document['x-pages'];
  const count = pages[place.page]?.blocks.length ?? 0;
  const moveTo = (block: number) => actions.move(store, place, { page: place.page, block });
  return (
    <MenuTrigger>
      <Button look="icon" aria-label={`「${label.slice(0, 30)}」の操作`}>
        <span aria-hidden="true">⋮</span>
      </Button>
      <Popover className="popover">
        <Menu className="menu" aria-label={`「${label.slice(0, 30)}」の操作`}>
          <MenuItem
            className="menu-item"
            isDisabled={place.block === 0}
            onAction={() => moveTo(place.block - 1)}
          >
            上へ移動
          </MenuItem>
          <MenuItem
            className="menu-item"
            isDisabled={place.block >= count - 1}
            onAction={() => moveTo(place.block + 1)}
          >
            下へ移動
          </MenuItem>
          {pages.length > 1 && (
            <SubmenuTrigger>
              <MenuItem className="menu-item">ほかのページへ移動… ▸</MenuItem>
              <Popover className="popover">
                <Menu className="menu" aria-label="移動先のページ">
                  <MenuSection>
                    <Header className="menu-head">移動先のページ</Header>
                    {pages.map((page, index) =>
                      index === place.page ? null : (
                        <MenuItem
                          key={page.id}
                          className="menu-item"
                          onAction={() =>
                            actions.move(store, place, { page: index, block: page.blocks.length })
                          }
                        >
                          {index + 1}. {pageTitle(page, index)}
                        </MenuItem>
                      ),
                    )}
                  </MenuSection>
                </Menu>
              </Popover>
            </SubmenuTrigger>
          )}
          <MenuItem className="menu-item" onAction={() => actions.duplicate(store, place)}>
            複製
          </MenuItem>
          <MenuItem className="menu-item danger" onAction={() => actions.remove(store, place)}>
            削除
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
