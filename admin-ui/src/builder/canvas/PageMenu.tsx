import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { MenuButton } from '../../ui/Button';
import * as actions from '../actions';
import { useBuilder } from '../builderContext';

/** What can be done to a page without dragging. */
export function PageMenu({ index, count, title }: { index: number; count: number; title: string }) {
  const store = useBuilder();
  return (
    <MenuTrigger>
      <MenuButton look="icon" aria-label={`ページ「${title}」の操作`}>
        <span aria-hidden="true">⋮</span>
      </MenuButton>
      <Popover className="popover">
        <Menu className="menu" aria-label={`ページ「${title}」の操作`}>
          <MenuItem
            className="menu-item"
            isDisabled={index === 0}
            onAction={() => actions.movePage(store, index, index - 1)}
          >
            上へ移動
          </MenuItem>
          <MenuItem
            className="menu-item"
            isDisabled={index === count - 1}
            onAction={() => actions.movePage(store, index, index + 1)}
          >
            下へ移動
          </MenuItem>
          <MenuItem
            className="menu-item danger"
            isDisabled={count === 1}
            onAction={() => actions.removePage(store, index)}
          >
            ページを削除
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
