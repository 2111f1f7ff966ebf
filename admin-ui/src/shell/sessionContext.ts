/** Who is signed in, for every screen inside the shell. */
import { createContext, useContext } from 'react';
import type { Session } from '../api/types';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('useSession is only for screens inside the shell');
  return session;
}

/** Editors and administrators create and change forms. */
export function mayEditForms(session: Session): boolean {
  return session.staff.role === 'admin' || session.staff.role === 'editor';
}
