/** Who of the staff is told of new cases, and when. */
import type { NotificationMode } from '../../../api/types';
import { Radios, TextArea } from '../../../ui/fields';
import type { OperationalProps } from './operationalProps';

const MODES = [
  { value: 'at_once', label: '届くたびに送る', help: '1件ごとに、すぐに知らせます。' },
  {
    value: 'daily',
    label: '1日1回まとめて送る',
    help: '毎朝8時に、前の日の朝からの新着を1通にまとめます。何も届いていない日は送りません。',
  },
];

export function Notification({ typed, wrong, set }: OperationalProps) {
  return (
    <>
      <TextArea
        label="通知先メールアドレス"
        need="optional"
        help="申請が届いたことを、担当部署の通知先（「部署」の画面で決めます）のほかに、ここに書いたアドレスにも知らせます。1行に1つずつ書きます。申請の内容はメールに載りません。"
        value={typed.emails}
        onChange={(emails) => set({ emails })}
        error={wrong.emails ?? null}
      />
      <Radios
        legend="職員への通知の送り方"
        name="notification-mode"
        value={typed.mode}
        options={MODES}
        onChange={(mode) => set({ mode: mode as NotificationMode })}
      />
    </>
  );
}
