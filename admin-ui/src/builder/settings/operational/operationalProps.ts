/** What every group of operational settings gets. */
import type { Operational, WrongOperational } from './operational';

export interface OperationalProps {
  typed: Operational;
  wrong: WrongOperational;
  set: (patch: Partial<Operational>) => void;
}
