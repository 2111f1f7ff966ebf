/** Organization, the main places, and the menu of the person. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { messageOf } from '../api/messages';
import { keys } from '../api/queries';
import { session as sessionApi } from '../api/staffApi';
import { ApiError } from '../api/http';
import type { Session } from '../api/types';
import { OutboxLink } from '../outbox/OutboxLink';
import { roleName } from '../staff/roles';
import { MenuButton } from '../ui/Button';
import { Banner } from '../ui/Banner';
import { HelpDialog } from './HelpDialog';
import { finishWork } from './pendingWork';
import { PasswordDialog } from './PasswordDialog';

export function Header({ session }: { session: Session }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isChanging, setChanging] = useState(false);
  const [isHelping, setHelping] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function signOut() {
    try {
      await finishWork();
      await sessionApi.signOut();
    } catch (reason) {
      if (!(reason instanceof ApiError && reason.code === 'unauthenticated')) {
        setError(messageOf(reason));
        return;
      }
    }
    await navigate({ to: '/' });
    client.clear();
    await client.resetQueries({ queryKey: keys.session });
    window.location.reload();
  }

  return (
    <header className="shell-header">
      <div className="shell-bar">
        <Link to="/" className="shell-name">
          <span className="shell-organization">{session.organization.name}</span>
          <span className="shell-product">Madoguchi 管理画面</span>
        </Link>
        <nav aria-label="主なページ" className="shell-nav">
          <Link to="/" activeOptions={{ exact: true }} className="shell-link">
            申請フォーム
          </Link>
          <Link to="/calendars" className="shell-link">
            予約枠
          </Link>
          {session.staff.role !== 'viewer' && <OutboxLink />}
          {session.staff.role === 'admin' && (
            <>
              <Link to="/departments" className="shell-link">
                部署
              </Link>
              <Link to="/staff" className="shell-link">
                職員
              </Link>
              <Link to="/organization" className="shell-link">
                組織
              </Link>
            </>
          )}
        </nav>
        <MenuTrigger>
          <MenuButton look="text" className="shell-person">
            {session.staff.name}
            <span className="support">（{roleName(session.staff.role)}）</span>
            <span aria-hidden="true">▾</span>
          </MenuButton>
          <Popover className="popover" placement="bottom end">
            <Menu className="menu" aria-label="自分のアカウント">
              <MenuItem className="menu-item" onAction={() => setHelping(true)}>
                使い方
              </MenuItem>
              <MenuItem className="menu-item" onAction={() => setChanging(true)}>
                パスワードを変更
              </MenuItem>
              <MenuItem className="menu-item" onAction={() => void signOut()}>
                サインアウト
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      </div>
      {error && <Banner kind="error">{error}</Banner>}
      <HelpDialog isOpen={isHelping} onClose={() => setHelping(false)} />
      <PasswordDialog isOpen={isChanging} onClose={() => setChanging(false)} />
    </header>
  );
}
