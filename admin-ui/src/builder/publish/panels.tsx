/**
 * The panels of the publish view that belong to other rooms, in the order of the screen. One line each; a panel that has
 * nothing to say shows nothing.
 */
import type { ComponentType } from 'react';
import type { FormDetail } from '../../api/types';
import { Changes } from './Changes';
import { SharePanel } from './SharePanel';
import { TestPanel } from './TestPanel';
import { Versions } from './Versions';
import { Ways } from './Ways';

type Panel = ComponentType<{ form: FormDetail }>;

/** What to look at before the button. */
export const BEFORE: readonly { id: string; Panel: Panel }[] = [
  { id: 'changes', Panel: ChangesOfDraft },
  { id: 'ways', Panel: Ways },
  { id: 'test', Panel: TestPanel },
];

/** What to do with what is live. */
export const AFTER: readonly { id: string; Panel: Panel }[] = [
  { id: 'share', Panel: SharePanel },
  { id: 'versions', Panel: Versions },
];

function ChangesOfDraft({ form }: { form: FormDetail }) {
  const hasChanges = form.version !== null && form.has_unpublished_changes;
  return hasChanges ? <Changes form={form} /> : null;
}
