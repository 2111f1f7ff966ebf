import type { TimelineEntry } from '../api/types';
import { formatDateTime } from '../ui/format';
import { stateName } from './states';

function words(entry: TimelineEntry): string {
  switch (entry.kind) {
    case 'received':
      return '申請を受け付けました';
    case 'state_changed':
      return `状態を「${stateName(entry.from)}」から「${stateName(entry.to)}」に変えました`;
    case 'note':
      return 'メモを残しました';
    case 'mail_sent':
      return '受付のお知らせを、申請した人にメールで送りました';
    case 'mail_failed':
      return '受付のお知らせを、申請した人にメールで送れませんでした';
    case 'exported':
      return '出力しました';
    case 'file_infected':
      return '添付ファイルのウイルス検査で問題が見つかったため、そのファイルの内容を削除しました。必要なときは、申請した人に送り直しを頼んでください';
  }
}

const BAD: TimelineEntry['kind'][] = ['mail_failed', 'file_infected'];

/** Everything that happened to a submission, newest first. */
export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const sorted = [...entries].sort((a, b) => b.at.localeCompare(a.at));
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
            <div className={BAD.includes(entry.kind) ? 'error-text' : undefined}>{words(entry)}</div>
            {entry.note && <div className="note">{entry.note}</div>}
          </li>
        ))}
      </ol>
    </section>
  );
}
