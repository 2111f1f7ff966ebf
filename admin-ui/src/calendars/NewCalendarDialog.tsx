/** Makes a calendar: title, key, department, and its first place. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { ApiError } from '../api/http';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import { useSession } from '../shell/sessionContext';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Select, TextInput } from '../ui/fields';
import { ModalDialog } from '../ui/ModalDialog';
import { useFirstWrong } from '../ui/useFirstWrong';
import { isKey, suggestedKey } from './keySuggestion';

interface Props {
  isOpen: boolean;
  /** The keys of the calendars that are there. */
  taken: readonly string[];
  onClose: () => void;
}

export function NewCalendarDialog({ isOpen, taken, onClose }: Props) {
  return (
    <ModalDialog title="新しい予約枠" isOpen={isOpen} onClose={onClose}>
      {isOpen && <NewCalendar taken={taken} onClose={onClose} />}
    </ModalDialog>
  );
}

type Wrong = Partial<Record<'title' | 'key' | 'place', string>>;

function NewCalendar({ taken, onClose }: Omit<Props, 'isOpen'>) {
  const departments = useSession().departments.filter((department) => !department.is_disabled);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [title, setTitle] = useState('');
  const [ownKey, setOwnKey] = useState<string | null>(null);
  const [place, setPlace] = useState('');
  const [department, setDepartment] = useState(departments[0]?.id ?? '');
  const [wrong, setWrong] = useState<Wrong>({});
  const form = useFirstWrong(wrong);
  const key = ownKey ?? (title.trim() === '' ? '' : suggestedKey(title, taken));
  const create = useMutation({
    mutationFn: () =>
      calendars.create({
        title: title.trim(),
        key: key.trim(),
        department_id: department,
        places: [{ title: place.trim() }],
      }),
    onSuccess: async (calendar) => {
      client.setQueryData(keys.calendar(calendar.id), calendar);
      void client.invalidateQueries({ queryKey: keys.calendars });
      onClose();
      await navigate({
        to: '/calendars/$calendarId',
        params: { calendarId: calendar.id },
        search: { tab: 'rules' },
      });
    },
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'calendar-key-taken')
        setWrong({ key: 'このキーは、ほかの予約枠が使っています。別のキーにしてください。' });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const next: Wrong = {};
    if (title.trim() === '') next.title = '名前を入力してください。';
    if (!isKey(key.trim())) next.key = '半角の英小文字・数字・ハイフンで入力してください（例：sodai-gomi）。';
    else if (taken.includes(key.trim()))
      next.key = 'このキーは、ほかの予約枠が使っています。別のキーにしてください。';
    if (place.trim() === '') next.place = '会場の名前を入力してください。窓口なら「市民課の窓口」などです。';
    setWrong(next);
    if (Object.keys(next).length === 0 && !create.isPending) create.mutate();
  }
  const isTold = create.error instanceof ApiError && create.error.code === 'calendar-key-taken';
  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate>
      <ErrorBanner error={isTold ? null : create.error} />
      <TextInput
        label="名前"
        need="required"
        help="職員の画面での呼び名です（例：粗大ごみの持込み）。あとから変えられます。"
        value={title}
        maxLength={100}
        onChange={setTitle}
        error={wrong.title ?? null}
      />
      <TextInput
        label="キー"
        need="required"
        help="申請フォームがこの予約枠を指すための名前です。名前から案を入れてあります。作った後は変えられません。"
        value={key}
        maxLength={64}
        spellCheck={false}
        autoCapitalize="off"
        onChange={setOwnKey}
        error={wrong.key ?? null}
      />
      <TextInput
        label="最初の会場"
        need="required"
        help="住民が選ぶ会場の名前です（例：中央公民館）。あとから増やせます。"
        value={place}
        maxLength={100}
        onChange={setPlace}
        error={wrong.place ?? null}
      />
      <Select
        label="担当部署"
        value={department}
        options={departments.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setDepartment}
      />
      <p className="support">作っただけでは、枠はまだありません。次の画面で、曜日や時間の規則を決めます。</p>
      <div className="modal-actions">
        <Button onPress={onClose}>やめる</Button>
        <Button type="submit" look="primary" isPending={create.isPending}>
          作成する
        </Button>
      </div>
    </form>
  );
}
