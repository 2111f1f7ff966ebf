import type { Channel, TimelineEntry } from '../api/types';
import { formatDateTime } from '../ui/format';
import { channelName } from './channels';
import { Resend } from './Resend';
import { stateName } from './states';

function words(entry: TimelineEntry, channel: Channel, isTest: boolean): string {
  switch (entry.kind) {
    case 'received':
      if (isTest) return 'テスト送信を受け付けました';
      return channel === 'online'
        ? '申請を受け付けました'
        : `窓口入力（${channelName(channel)}）で申請を登録しました`;
    case 'state_changed':
      return `状態を「${stateName(entry.from)}」から「${stateName(entry.to)}」に変えました`;
    case 'note':
      return 'メモを残しました';
    case 'message':
      return '申請者へのメッセージを書きました';
    case 'mail_sent':
      return `${isTest ? 'テストした職員' : '申請した人'}に、お知らせのメールを送りました`;
    case 'mail_failed':
      return `${isTest ? 'テストした職員' : '申請した人'}に、お知らせのメールを送れませんでした`;
    case 'exported':
      return '出力しました';
    case 'booked':
      return '予約を取りました';
    case 'booking_moved':
      return '予約の日時を変更しました';
    case 'booking_cancelled':
      return '予約を取り消しました';
    case 'file_infected':
      return '添付ファイルのウイルス検査で問題が見つかったため、そのファイルの内容を削除しました。必要なときは、申請した人に送り直しを頼んでください';
  }
}

const BAD: TimelineEntry['kind'][] = ['mail_failed', 'file_infected'];

interface Props {
  entries: TimelineEntry[];
  channel: Channel;
  isTest?: boolean;
  /** Whose mails were given up and can be sent again; nothing to press without it. */
  unsent?: { submission: string; mails: number };
}

/** Everything that happened to a submission, newest first. */
export function Timeline({ entries, channel, isTest = false, unsent }: Props) {
  const sorted = [...entries].sort((a, b) => b.at.localeCompare(a.at));
  const failed = sorted.findIndex((entry) => entry.kind === 'mail_failed');
  return (
    <section aria-labelledby="timeline-title" className="side-panel">
      <h2 id="timeline-title">これまでの経過</h2>
      <ol className="timeline">
        {sorted.map((entry, index) => (
          <li key={index}>
            <div className="support">
              {formatDateTime(entry.at)}
              {entry.by && `・${entry.by.name}`}
            </div>
            <div className={BAD.includes(entry.kind) ? 'error-text' : undefined}>
              {words(entry, channel, isTest)}
            </div>
            {index === failed && unsent && <Resend {...unsent} />}
            {entry.note && <div className="note">{entry.note}</div>}
            {entry.message && (
              <div className="note to-applicant">
                <p className="support">申請者へのメッセージ（申請者が見られます）</p>
                {entry.message}
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
