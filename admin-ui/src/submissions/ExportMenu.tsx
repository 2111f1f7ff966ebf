import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { url } from '../api/staffApi';
import { MenuButton } from '../ui/Button';

const FORMATS = [
  { format: 'xlsx', label: 'Excel（XLSX）' },
  { format: 'csv', label: 'CSV' },
  { format: 'json', label: 'JSON' },
] as const;

/** Plain download links: the browser shows the progress and nothing is held in memory here. */
export function ExportMenu({ formId }: { formId: string }) {
  return (
    <MenuTrigger>
      <MenuButton>
        申請を出力 <span aria-hidden="true">▾</span>
      </MenuButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="menu" aria-label="出力の形式">
          {FORMATS.map(({ format, label }) => (
            <MenuItem key={format} className="menu-item" href={url.exported(formId, format)} download="">
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
