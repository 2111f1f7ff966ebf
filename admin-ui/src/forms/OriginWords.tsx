/** Where a form came from, in a sentence. The names in it were written by others. */
import type { Origin } from '../api/types';
import { formatDateTime } from '../ui/format';

export function originWords(origin: Origin): string {
  const title = origin.title ? `「${origin.title}」` : '';
  switch (origin.kind) {
    case 'template':
      return `ひな形${title}から作りました。`;
    case 'copy':
      return `${title || 'ほかのフォーム'}（/f/${origin.form ?? ''}）を写して作りました。`;
    case 'file':
      return `${origin.organization ?? ''}の${title}${origin.version === null ? '（下書き）' : `（第${origin.version}版）`}${
        origin.exported_at === null ? '' : `を${formatDateTime(origin.exported_at)}に書き出したファイル`
      }です。`;
    case 'document':
      return '申請フォームの文書（JSON）から作りました。';
    case 'schema':
      return `JSON Schema${title}から作りました。`;
    case 'questions':
      return '貼り付けた質問の一覧から作りました。';
  }
}

export function OriginWords({ origin }: { origin: Origin }) {
  return <>{originWords(origin)}</>;
}
