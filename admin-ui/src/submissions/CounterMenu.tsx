/** Opens counter mode in a new tab: staff key in what came on paper, by telephone or at the counter. */
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { url } from '../api/staffApi';
import { MenuButton } from '../ui/Button';

const WAYS = [
  { channel: 'paper', label: '紙の申請を入力する' },
  { channel: 'phone', label: '電話での申請を入力する' },
  { channel: 'counter', label: '窓口での申請を入力する' },
] as const;

export function CounterMenu({ formId }: { formId: string }) {
  return (
    <MenuTrigger>
      <MenuButton>
        窓口入力 <span aria-hidden="true">▾</span>
      </MenuButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label="申請の受付方法（新しいタブで開きます）">
          {WAYS.map(({ channel, label }) => (
            <MenuItem
              key={channel}
              className="menu-item"
              href={url.counter(formId, channel)}
              target="_blank"
              rel="noreferrer"
            >
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
