/** What can be done with the chosen blocks, one or several, in a row of buttons above them. */
import { memo, useMemo } from 'react';
import { Menu, MenuTrigger, Popover, Toolbar } from 'react-aria-components';
import { Button, MenuButton } from '../../ui/Button';
import * as blocks from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import { offerText } from '../clipboard/transport';
import type { Place } from '../model/document';
import { focusChosen } from './cardKeys';
import { MoveItems } from './MoveItems';

export function BlockTools() {
  const { selection } = useBuilderState('selection');
  const places = useMemo(() => blocks.chosen(selection), [selection]);
  return <Tools places={places} />;
}

/** Not drawn again while somebody types. */
const Tools = memo(function Tools({ places }: { places: Place[] }) {
  const store = useBuilder();
  const isNone = places.length === 0;
  const take = (text: string | null) => text !== null && offerText(text);
  return (
    <Toolbar aria-label="選んだ項目の操作" className="block-tools">
      <span className="support block-count">{isNone ? '選択なし' : `${places.length}個を選択中`}</span>
      <MenuTrigger>
        <MenuButton look="text" isDisabled={isNone}>
          移動
        </MenuButton>
        <Popover className="popover">
          <Menu className="menu" aria-label="選んだ項目の移動">
            <MoveItems places={places} />
          </Menu>
        </Popover>
      </MenuTrigger>
      <Button look="text" isDisabled={isNone} onPress={() => take(blocks.cut(store, places))}>
        切り取り
      </Button>
      <Button look="text" isDisabled={isNone} onPress={() => take(blocks.copy(store, places))}>
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
      <Button look="text" isDisabled={isNone} onPress={() => blocks.duplicate(store, places)}>
        複製
      </Button>
      <Button look="text" className="danger" isDisabled={isNone} onPress={() => blocks.remove(store, places)}>
        削除
      </Button>
    </Toolbar>
  );
});
