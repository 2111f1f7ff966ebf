/**
 * The panels of the publish view that belong to other rooms, in the order of the screen. One line each; a panel that has
 * nothing to say shows nothing.
 */
import type { ComponentType } from 'react';
import type { FormDetail } from '../../api/types';
import { ChangesPanel } from './ChangesPanel';
import { SharePanel } from './SharePanel';

type Panel = ComponentType<{ form: FormDetail }>;

/** What to look at before the button. */
export const BEFORE: readonly { id: string; Panel: Panel }[] = [{ id: 'changes', Panel: ChangesOfDraft }];

/** What to do with what is live. */
export const AFTER: readonly { id: string; Panel: Panel }[] = [{ id: 'share', Panel: ShareOfPublished }];

function ChangesOfDraft({ form }: { form: FormDetail }) {
  const hasChanges = form.version !== null && form.has_unpublished_changes;
  return hasChanges ? <ChangesPanel form={form} /> : null;
}

function ShareOfPublished({ form }: { form: FormDetail }) {
  return form.version === null ? null : <SharePanel form={form} />;
}
