/** Closes a day of a place: says before how many appointments are cancelled by it, and what these people are told. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { isConflict } from '../api/http';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { DayEntry } from '../api/types';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { TextArea } from '../ui/fields';
import { formatCount } from '../ui/format';
import { ModalDialog } from '../ui/ModalDialog';
import { fullDayWords } from './days';

interface Props {
  calendar: string;
  place: { id: string; title: string };
  day: string | null;
  onClose: () => void;
  /** With the appointments that are gone, as they were. */
  onDone: (day: string, cancelled: DayEntry[]) => void;
}

export function CloseDayDialog({ calendar, place, day, onClose, onDone }: Props) {
  return (
    <ModalDialog title="この日を休みにしますか" isOpen={day !== null} isAlert onClose={onClose}>
      {day !== null && <CloseDay {...{ calendar, place, day, onClose, onDone }} />}
    </ModalDialog>
  );
}

function CloseDay({ calendar, place, day, onClose, onDone }: Props & { day: string }) {
  const entries = useQuery({
    queryKey: keys.calendarDay(calendar, day, place.id),
    queryFn: () => calendars.day(calendar, day, place.id),
    staleTime: 0,
    // Numbers of a minute ago would be a wrong promise.
    gcTime: 0,
  });
  const [message, setMessage] = useState('');
  const close = useMutation({
    mutationFn: (version: string) =>
      calendars.closeDay(calendar, day, version, {
        place_id: place.id,
        message: message.trim() === '' ? null : message.trim(),
      }),
    onSuccess: (cancelled) => {
      onClose();
      onDone(day, cancelled);
    },
    onError: (error) => {
      if (isConflict(error)) void entries.refetch();
    },
  });
  const booked = entries.data?.entries;
  const persons = booked?.reduce((sum, entry) => sum + entry.persons, 0) ?? 0;
  return (
    <>
      {isConflict(close.error) ? (
        <p role="alert" className="error-text">
          ほかの人が、この日の枠を先に変更しました。まだ休みにしていません。下の数を確かめて、もう一度押してください。
        </p>
      ) : (
        <ErrorBanner error={close.error ?? entries.error} />
      )}
      <p>
        「{place.title}」の{fullDayWords(day)}の枠を、すべて休止します。
      </p>
      {booked === undefined ? (
        <p role="status">予約を数えています…</p>
      ) : booked.length === 0 ? (
        <p role="status">この日の予約はありません。取り消される予約はありません。</p>
      ) : (
        <>
          <p role="status">
            <strong>
              予約{formatCount(booked.length)}件（{formatCount(persons)}人）を取り消します。
            </strong>
            取り消した予約は、再開しても元には戻りません。
          </p>
          <p>メールアドレスを入力した人には、次の文章を今すぐメールで送ります。</p>
          <blockquote className="calendar-mail">
            申し訳ありませんが、会場の都合により、「（フォームの名前）」の次の予約をお受けできなくなりました。お手数ですが、別の日時で予約し直すか、問い合わせ先にご連絡ください。
            {message.trim() !== '' && (
              <>
                <br />
                お知らせ：{message.trim()}
              </>
            )}
          </blockquote>
          <TextArea
            label="書き添える言葉"
            need="optional"
            maxLength={300}
            help="休みになった理由や、代わりの日の案内などを書けます。メールに載ります。"
            value={message}
            onChange={setMessage}
          />
          <p className="support">
            取り消した予約の一覧を次の画面に表示します。メールアドレスのない人には、電話などで知らせてください。
          </p>
        </>
      )}
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button
          look="danger"
          isDisabled={booked === undefined}
          isPending={close.isPending}
          onPress={() => entries.data !== undefined && close.mutate(entries.data.version)}
        >
          {booked !== undefined && booked.length > 0
            ? `休みにして、${formatCount(booked.length)}件を取り消す`
            : '休みにする'}
        </Button>
      </div>
    </>
  );
}
