/** One slot changed by hand: how many people, how many of these for telephone and counter, closed or not. */
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/http';
import { calendars } from '../api/staffApi';
import type { Slot } from '../api/types';
import { Banner, ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Check, TextInput } from '../ui/fields';
import { formatCount } from '../ui/format';
import { ModalDialog } from '../ui/ModalDialog';
import { useFirstWrong } from '../ui/useFirstWrong';
import { dayWords, spanWords } from './days';
import { wholeNumber, wrongNumber } from './numbers';
import { MOST_PEOPLE } from './ruleWords';

interface Props {
  calendar: string;
  slot: Slot | null;
  onClose: () => void;
  onDone: (before: Slot, after: Slot) => void;
}

export function SlotDialog({ calendar, slot, onClose, onDone }: Props) {
  const title = slot === null ? '' : `${dayWords(slot.day)}${spanWords(slot.starts_at, slot.ends_at)}の枠`;
  return (
    <ModalDialog title={title} isOpen={slot !== null} onClose={onClose}>
      {slot !== null && <SlotForm calendar={calendar} slot={slot} onClose={onClose} onDone={onDone} />}
    </ModalDialog>
  );
}

function SlotForm({ calendar, slot, onClose, onDone }: Props & { slot: Slot }) {
  const [capacity, setCapacity] = useState(String(slot.capacity));
  const [reserved, setReserved] = useState(String(slot.reserved));
  const [isClosed, setClosed] = useState(slot.is_closed);
  const [wrong, setWrong] = useState<{ capacity?: string; reserved?: string }>({});
  const form = useFirstWrong(wrong);
  const save = useMutation({
    mutationFn: () =>
      calendars.changeSlot(calendar, slot, {
        capacity: wholeNumber(capacity),
        reserved: wholeNumber(reserved),
        is_closed: isClosed,
      }),
    onSuccess: (after) => {
      onClose();
      onDone(slot, after);
    },
  });
  // Somebody may have booked since the dialog was opened.
  const refusal =
    save.error instanceof ApiError && save.error.code === 'slot-in-use' ? save.error.body : null;
  const taken = refusal?.taken ?? slot.taken;
  const online = refusal?.taken_online ?? slot.taken_online;
  const held = refusal?.held ?? slot.held;
  function submit(event: FormEvent) {
    event.preventDefault();
    const next: typeof wrong = {};
    const many = wrongNumber(capacity, Math.max(1, taken + held), MOST_PEOPLE);
    if (many !== null)
      next.capacity =
        taken > 0 && held === 0 && (wholeNumber(capacity) ?? 0) < taken
          ? `すでに${formatCount(taken)}人が予約しています。${formatCount(taken)}人以上にするか、先に予約を変更してください。`
          : many;
    else {
      const most = (wholeNumber(capacity) ?? 0) - online - held;
      const kept = wrongNumber(reserved, 0, most);
      if (kept !== null)
        next.reserved =
          online > 0
            ? `オンラインで${formatCount(online)}人が予約しているため、窓口・電話用にできるのは${formatCount(most)}人までです。`
            : kept;
    }
    setWrong(next);
    if (Object.keys(next).length === 0 && !save.isPending) save.mutate();
  }
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      {refusal === null ? (
        <ErrorBanner error={save.error} />
      ) : (
        <Banner kind="error">
          入力している間に予約が入り、今は{formatCount(taken)}人（うちオンライン{formatCount(online)}
          人）です。数を直してください。
        </Banner>
      )}
      <p>
        予約：{formatCount(taken)}人（うちオンライン{formatCount(online)}人）
      </p>
      {held > 0 && (
        <p className="support">
          このほかに{formatCount(held)}
          人分を、今入力している人のために取ってあります。数分で、予約になるか、空きに戻ります。
        </p>
      )}
      <TextInput
        label="定員（人）"
        inputMode="numeric"
        value={capacity}
        onChange={setCapacity}
        error={wrong.capacity ?? null}
      />
      <TextInput
        label="うち窓口・電話用（人）"
        inputMode="numeric"
        help="住民の画面からは予約できない分です。"
        value={reserved}
        onChange={setReserved}
        error={wrong.reserved ?? null}
      />
      <Check isSelected={isClosed} onChange={setClosed}>
        休止する（新しい予約を受け付けません。今ある予約はそのままです）
      </Check>
      <p className="support">手で変えた枠は、これから規則を反映しても変わりません。</p>
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={save.isPending}>
          保存する
        </Button>
      </div>
    </form>
  );
}
