/** A repeating group in its place on the page: the first row with its inputs, which are put in order and added here. */
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { Button, MenuButton } from '../../ui/Button';
import { useBuilder } from '../builderContext';
import { OrderButtons } from '../inspector/OrderButtons';
import { MEMBER_GROUPS } from '../kinds';
import * as members from '../memberActions';
import { Label, Sketch, Summary } from './Card';
import type { CardGroup } from './cardView';

interface Props {
  group: CardGroup;
  /** The member that the inspector shows. */
  shown: string;
  onMember: (name: string) => void;
}

export function GroupCard({ group, shown, onMember }: Props) {
  const store = useBuilder();
  const { name, members: list } = group;
  return (
    <div className="card-row">
      <div className="card-row-title" aria-hidden="true">
        {group.title}
      </div>
      <ul className="card-members" aria-label="1件ごとの項目">
        {list.map((member, index) => (
          <li key={member.name} data-shown={member.name === shown || undefined}>
            <div className="card-member-body">
              <Label {...member} words={member.label} />
              <Sketch schema={member.schema} />
              <div className="card-notes">
                <span className="chip">{member.kind}</span>
                {member.isCalculated && <span className="chip">計算</span>}
                <Summary words={member.summary} schema={member.schema} />
              </div>
            </div>
            <div className="card-member-actions">
              <Button
                look="text"
                excludeFromTabOrder
                onPress={() => onMember(member.name)}
                aria-label={`「${member.label}」を編集`}
              >
                編集
              </Button>
              <OrderButtons
                label={member.label}
                index={index}
                count={list.length}
                isSkippedByTab
                onMove={(to) => members.move(store, name, index, to)}
                onRemove={list.length === 1 ? undefined : () => members.remove(store, name, member.name)}
              />
            </div>
          </li>
        ))}
      </ul>
      <AddMember group={name} />
    </div>
  );
}

/** The palette again, as a menu and without what cannot stand in a row. */
function AddMember({ group }: { group: string }) {
  const store = useBuilder();
  return (
    <MenuTrigger>
      <MenuButton className="card-add" excludeFromTabOrder>
        この中に項目を追加
      </MenuButton>
      <Popover className="popover">
        <Menu
          className="menu long"
          aria-label="くり返しの中に追加する項目"
          onAction={(kind) => members.add(store, group, String(kind))}
        >
          {MEMBER_GROUPS.map(({ title, kinds }) => (
            <MenuSection key={title}>
              <Header className="menu-head">{title}</Header>
              {kinds.map(({ kind, label }) => (
                <MenuItem key={kind} id={kind} className="menu-item">
                  {label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
