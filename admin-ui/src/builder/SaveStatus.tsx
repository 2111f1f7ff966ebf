/** What is saved and when, in words. Announced politely, and only when it stops being fine. */
import { messageOf } from '../api/messages';
import { formatClock } from '../ui/format';
import type { SaveState } from './history/autosave';

export function saveWords(save: SaveState): string {
  switch (save.kind) {
    case 'saved':
      return `保存済み ${formatClock(save.at)}`;
    case 'waiting':
    case 'saving':
      return '保存中';
    case 'offline':
      return '未保存 – オフライン';
    case 'busy':
      return '未保存 – サーバーが応答していません';
    case 'signedOut':
      return '未保存 – サインインが必要です';
    case 'refused':
      return '未保存 – 保存できません';
    case 'conflict':
      return '未保存 – 先に保存された変更があります';
  }
}

const waitInWords = (ms: number) =>
  ms < 120_000 ? `${Math.round(ms / 1000)}秒` : `${Math.round(ms / 60_000)}分`;

const MARKS: Record<SaveState['kind'], string> = {
  saved: '✓',
  waiting: '…',
  saving: '…',
  offline: '!',
  busy: '!',
  signedOut: '!',
  refused: '!',
  conflict: '!',
};

export function SaveStatus({ save }: { save: SaveState }) {
  const isBad = MARKS[save.kind] === '!';
  return (
    <div className={isBad ? 'save-status bad' : 'save-status'}>
      <span aria-hidden="true">{MARKS[save.kind]}</span> {saveWords(save)}
      <span role="status" className="visually-hidden">
        {isBad ? saveWords(save) : ''}
      </span>
      {save.kind === 'offline' && (
        <div className="support">
          つながり次第、自動で保存します（{Math.round(save.retryInMs / 1000)}秒後に再試行）。
        </div>
      )}
      {save.kind === 'busy' && (
        <div className="support">
          {waitInWords(save.retryInMs)}後に、自動でもう一度保存します。変更はこのブラウザーに残っています。
        </div>
      )}
      {save.kind === 'refused' && <div className="error-text">{messageOf(save.error)}</div>}
    </div>
  );
}
