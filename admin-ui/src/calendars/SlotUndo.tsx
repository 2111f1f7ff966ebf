/** The way back from a change of a slot, and what was changed in words. */
import { useMutation } from '@tanstack/react-query';
import { calendars } from '../api/staffApi';
import type { Slot } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { changedWords, undoneWords, type SlotDone } from './slotWords';

interface Props {
  calendar: string;
  done: SlotDone;
  onUndone: (slot: Slot, words: string) => void;
}

export function SlotUndo({ calendar, done, onUndone }: Props) {
  const { before, after } = done;
  const undo = useMutation({
    mutationFn: () =>
      calendars.changeSlot(calendar, after, {
        capacity: before.capacity,
        reserved: before.reserved,
        is_closed: before.is_closed,
      }),
    onSuccess: (slot) => onUndone(slot, undoneWords(slot)),
  });
  return (
    <div className="stack-s">
      <ErrorBanner error={undo.error} />
      <div>
        <Button
          isPending={undo.isPending}
          aria-label={`元に戻す：${changedWords(done)}`}
          onPress={() => undo.mutate()}
        >
          元に戻す
        </Button>
      </div>
    </div>
  );
}
