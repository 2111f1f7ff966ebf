/** What can be done with the chosen blocks, one or several, in a row of buttons above them. */
import { memo } from 'react';
import { Menu, MenuTrigger, Popover, Toolbar } from 'react-aria-components';
import { Button, MenuButton } from '../../ui/Button';
import * as blocks from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import { offerText } from '../clipboard/transport';
import { focusChosen } from './cardKeys';
import { MoveItems } from './MoveItems';

export function BlockTools() {
  const { selection } = useBuilderState('selection');
  return <Tools count={blocks.chosen(selection).length} />;
}

/** Drawn again only when the number changes: what is chosen is looked up by what is pressed. */
const Tools = memo(function Tools({ count }: { count: number }) {
  const store = useBuilder();
  const isNone = count === 0;
  const chosen = () => blocks.chosen(store.getState().selection);
  const take = (text: string | null) => text !== null && offerText(text);
  return (
    <Toolbar aria-label="選んだ項目の操作" className="block-tools">
      <span className="support block-count">{isNone ? '選択なし' : `${count}個を選択中`}</span>
      <MenuTrigger>
        <MenuButton look="text" isDisabled={isNone}>
          移動
        </MenuButton>
        <Popover className="popover">
          <Menu className="menu" aria-label="選んだ項目の移動">
            <MoveChosen />
          </Menu>
        </Popover>
      </MenuTrigger>
      <Button look="text" isDisabled={isNone} onPress={() => take(blocks.cut(store, chosen()))}>
        切り取り
      </Button>
      <Button look="text" isDisabled={isNone} onPress={() => take(blocks.copy(store, chosen()))}>
        コピー
      </Button>
      <Button
        look="text"
        onPress={() => {
          blocks.paste(store);
          focusChosen(store);
        }}
      >
        貼り付け
      </Button>
      <Button look="text" isDisabled={isNone} onPress={() => blocks.duplicate(store, chosen())}>
        複製
      </Button>
      <Button
        look="text"
        className="danger"
        isDisabled={isNone}
        onPress={() => blocks.remove(store, chosen())}
      >
        削除
      </Button>
    </Toolbar>
  );
});

function MoveChosen() {
  const { selection } = useBuilderState('selection');
  return <MoveItems places={blocks.chosen(selection)} />;
}
