import type { ReactNode } from 'react';
import { ApiError } from '../api/http';
import { useSession } from '../shell/sessionContext';
import { FailedPage } from '../ui/Page';

/** Screens that only administrators have. The server refuses too; this says it in words beforehand. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const { staff } = useSession();
  if (staff.role !== 'admin') return <FailedPage error={new ApiError(403, { code: 'forbidden' })} />;
  return children;
}
