/** The entries of a menu that say where blocks can go. */
import { Header, MenuItem, MenuSection } from 'react-aria-components';
import * as blocks from '../blockActions';
import { useBuilder, useBuilderState } from '../builderContext';
import { pageTitle, type Place } from '../model/document';
import { focusChosen } from './cardKeys';

export function MoveItems({ places }: { places: readonly Place[] }) {
  const store = useBuilder();
  const pages = useBuilderState('document').document['x-pages'];
  const page = places[0]?.page ?? 0;
  const count = pages[page]?.blocks.length ?? 0;
  const at = places.map(({ block }) => block).sort((a, b) => a - b);
  const isTogether = at.every((block, index) => block === (at[0] ?? 0) + index);
  const isFirst = isTogether && at[0] === 0;
  const isLast = isTogether && at.at(-1) === count - 1;
  const move = (block: number) => blocks.move(store, places, { page, block });
  return (
    <>
      <MenuItem className="menu-item" isDisabled={isFirst} onAction={() => blocks.step(store, places, -1)}>
        上へ移動
      </MenuItem>
      <MenuItem className="menu-item" isDisabled={isLast} onAction={() => blocks.step(store, places, 1)}>
        下へ移動
      </MenuItem>
      <MenuItem className="menu-item" isDisabled={isFirst} onAction={() => move(0)}>
        先頭へ移動
      </MenuItem>
      <MenuItem className="menu-item" isDisabled={isLast} onAction={() => move(count)}>
        最後へ移動
      </MenuItem>
      {pages.length > 1 && (
        <MenuSection>
          <Header className="menu-head">ほかのページへ移動</Header>
          {pages.map((target, index) =>
            index === page ? null : (
              <MenuItem
                key={target.id}
                className="menu-item"
                onAction={() => {
                  blocks.moveToPage(store, places, index);
                  focusChosen(store);
                }}
              >
                {index + 1}. {pageTitle(target, index)}へ
              </MenuItem>
            ),
          )}
        </MenuSection>
      )}
    </>
  );
}
