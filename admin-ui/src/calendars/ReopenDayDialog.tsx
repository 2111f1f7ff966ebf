/** Opens a closed day of a place again. */
import { useMutation } from '@tanstack/react-query';
import { calendars } from '../api/staffApi';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { ModalDialog } from '../ui/ModalDialog';
import { fullDayWords } from './days';

interface Props {
  calendar: string;
  place: { id: string; title: string };
  day: string | null;
  onClose: () => void;
  onDone: (day: string) => void;
}

export function ReopenDayDialog({ calendar, place, day, onClose, onDone }: Props) {
  const reopen = useMutation({
    mutationFn: (chosen: string) => calendars.reopenDay(calendar, chosen, place.id),
    onSuccess: (_, opened) => {
      onClose();
      onDone(opened);
    },
  });
  const leave = () => {
    reopen.reset();
    onClose();
  };
  return (
    <ModalDialog
      title="この日を再開しますか"
      isOpen={day !== null}
      isAlert
      onClose={leave}
      actions={
        <>
          <Button onPress={leave}>やめる</Button>
          <Button
            look="primary"
            isPending={reopen.isPending}
            onPress={() => day !== null && reopen.mutate(day)}
          >
            再開する
          </Button>
        </>
      }
    >
      <ErrorBanner error={reopen.error} />
      <p>
        「{place.title}」の{day !== null && fullDayWords(day)}
        の枠を、すべて受付中にします。1枠ずつ休止していた枠も受付中になります。取り消した予約は、元には戻りません。
      </p>
    </ModalDialog>
  );
}
