/** What was changed of a slot, and the way back. */
import { useMutation } from '@tanstack/react-query';
import { calendars } from '../api/staffApi';
import type { Slot } from '../api/types';
import { ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { dayWords, spanWords } from './days';

export interface SlotDone {
  before: Slot;
  after: Slot;
}

function changedWords({ before, after }: SlotDone): string {
  const words: string[] = [];
  if (before.capacity !== after.capacity) words.push(`定員を${formatCount(after.capacity)}人`);
  if (before.reserved !== after.reserved) words.push(`窓口・電話用を${formatCount(after.reserved)}人`);
  if (before.is_closed !== after.is_closed) words.push(after.is_closed ? '休止中' : '受付中');
  return words.length === 0 ? 'そのまま' : words.join('、');
}

interface Props {
  calendar: string;
  done: SlotDone;
  onUndone: (slot: Slot) => void;
}

export function SlotOutcome({ calendar, done, onUndone }: Props) {
  const { before, after } = done;
  const undo = useMutation({
    mutationFn: (_: SlotDone) =>
      calendars.changeSlot(calendar, before.id, {
        capacity: before.capacity,
        reserved: before.reserved,
        is_closed: before.is_closed,
      }),
    onSuccess: onUndone,
  });
  const isUndone = undo.isSuccess && undo.variables === done;
  const slot = `${dayWords(after.day)}${spanWords(after.starts_at, after.ends_at)}の枠`;
  return (
    <div className="stack-s">
      <ErrorBanner error={undo.variables === done ? undo.error : null} />
      <Outcome
        words={isUndone ? `${slot}を元に戻しました。` : `${slot}を、${changedWords(done)}にしました。`}
      />
      {!isUndone && (
        <div>
          <Button isPending={undo.isPending} onPress={() => undo.mutate(done)}>
            元に戻す
          </Button>
        </div>
      )}
    </div>
  );
}
