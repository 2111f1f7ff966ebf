import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import { act, cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { LeaveGuard } from './LeaveGuard';

vi.stubGlobal('scrollTo', () => undefined);
afterEach(cleanup);

/** A screen whose text can be saved, and another one. */
async function open() {
  let save = () => undefined as void;
  function Writing() {
    const [isDirty, setDirty] = useState(true);
    save = () => setDirty(false);
    return (
      <>
        <LeaveGuard isDirty={isDirty} />
        <Link to="/calendars">ほかの画面へ</Link>
      </>
    );
  }
  const root = createRootRoute({ component: Outlet });
  const writing = createRoute({ getParentRoute: () => root, path: '/', component: Writing });
  const other = createRoute({
    getParentRoute: () => root,
    path: '/calendars',
    component: () => <h1>ほかの画面</h1>,
  });
  const router = createRouter({
    routeTree: root.addChildren([writing, other]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  });
  render(<RouterProvider router={router as never} />);
  await userEvent.click(await screen.findByRole('link', { name: 'ほかの画面へ' }));
  await screen.findByRole('alertdialog', { name: '保存していない変更があります' });
  return () => act(() => save());
}

const shown = () => screen.findByRole('heading', { name: 'ほかの画面' });

it('stays, or leaves what is not saved behind', async () => {
  await open();
  await userEvent.click(screen.getByRole('button', { name: 'この画面に残る' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await userEvent.click(screen.getByRole('link', { name: 'ほかの画面へ' }));
  await userEvent.click(await screen.findByRole('button', { name: '保存せずに移動する' }));
  expect(await shown()).toBeTruthy();
});

it('goes on by itself when it has been saved meanwhile', async () => {
  const save = await open();
  save();
  expect(await shown()).toBeTruthy();
  expect(screen.queryByRole('alertdialog')).toBeNull();
});
