/** A publication in words: what becomes live, where it stands, and which settings change. Pure; the server decides. */
import type { Publication } from '../../api/types';
import { formatDateTime } from '../../ui/format';

/** What would happen, as the object of a sentence. */
export function subjectOf({ revision, opens, changes }: Publication): string {
  if (revision !== null) return changes.length > 0 ? '下書きと設定の公開' : '下書きの公開';
  if (opens) return '受付の再開';
  return '設定の変更';
}

export function isWaiting({ state }: Publication): boolean {
  return state === 'requested' || state === 'planned';
}

const VOID_REASONS: Record<string, string> = {
  'draft-changed': 'そのあとに下書きが変わったため',
  'settings-changed': 'そのあとに設定が変わったため',
  closed: '受付を終了したため',
  'four-eyes': '二人での確認が必要になったため',
  unfit: '予定の時刻に、決めたとおりには公開できなかったため',
};

/** Where it stands, in one sentence. */
export function standingOf(publication: Publication): string {
  const subject = subjectOf(publication);
  const asked = publication.requested_by ?? '前の担当者';
  const at = formatDateTime(publication.publish_at);
  switch (publication.state) {
    case 'requested':
      return `${asked}さんが${subject}を申請し、ほかの人の承認を待っています。`;
    case 'planned':
      return `${at}に、${subject}を予約しています。`;
    case 'refused':
      return `${subject}の申請は、${publication.decided_by ?? '承認する人'}さんが差し戻しました。`;
    case 'void':
      return `${subject}の申請や予約は、${VOID_REASONS[publication.reason ?? ''] ?? '内容が変わったため'}、取り消されました。`;
    case 'published':
      return `${subject}が済みました。`;
  }
}

/** What editing would do now; nothing when nothing waits. */
export function warningOf(publication: Publication): string | null {
  if (publication.state === 'requested') return '下書きや設定を変えると、この申請は取り消されます。';
  if (publication.state === 'planned') return '下書きや設定を変えると、この予約は取り消されます。';
  return null;
}

const SETTINGS: Record<string, string> = {
  slug: 'URLの名前',
  department_id: '担当部署',
  notification_emails: '通知先メールアドレス',
  notification_mode: '通知のしかた',
  access: '公開範囲',
  access_secret: 'パスワードや限定リンク',
  opens_at: '受付の始まり',
  closes_at: '受付の終わり',
  grace_seconds: '締切後の猶予',
  capacity: '定員（受け付ける数）',
  is_listed: '手続の一覧と検索に載せる',
  embed_origins: '埋め込んでよいサイト',
  retention: '保存期間',
  webhook_url: '外部システムへの通知先',
};

const WORDS: Record<string, Record<string, string>> = {
  access: { public: 'だれでも', link: '限定リンク', password: 'パスワード', staff: '職員だけ' },
  notification_mode: { at_once: '届くたびに通知', daily: 'まとめて通知' },
  retention: {
    one_year: '1年',
    three_years: '3年',
    five_years: '5年',
    ten_years: '10年',
    thirty_years: '30年',
    permanent: '永年',
  },
};

export function settingName(setting: string): string {
  return SETTINGS[setting] ?? setting;
}

/** A value as the settings screen says it. */
export function settingValue(setting: string, value: unknown): string {
  if (setting === 'access_secret') return '（表示しません）';
  if (value === null || value === undefined) return 'なし';
  if (Array.isArray(value)) return value.length === 0 ? 'なし' : value.join('、');
  if (typeof value === 'boolean') return value ? 'はい' : 'いいえ';
  if (setting === 'opens_at' || setting === 'closes_at') return formatDateTime(String(value));
  if (setting === 'grace_seconds') return value === 0 ? 'なし' : `${Number(value) / 60}分`;
  return WORDS[setting]?.[String(value)] ?? String(value);
}

/** A few digits of the hash, which two people can read to each other. */
export function fingerprint(hash: string): string {
  return `${hash.slice(0, 4)}-${hash.slice(4, 8)}`;
}
