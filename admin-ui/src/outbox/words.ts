/** What stuck work and its reasons are called. The server sends codes; a kind of a later version has a name too. */
import type { OutboxReason, StuckJob } from '../api/types';

const KINDS: Record<string, string> = {
  send_receipt: '申請した人への受付完了メール',
  send_news: '申請した人へのお知らせメール',
  send_saved: '保存した申請の再開メール',
  notify_department: '職員への新着メール',
  send_digest: '職員への新着のまとめメール',
  tell_administrators: '管理者への未送信のお知らせメール',
  send_booking: '予約についてのメール',
  publish_planned: '予定した公開',
  reconcile_slots: '予約枠と予約の照合',
  deliver_webhook: '外部システムへの通知（Webhook）',
};

export function kindName(kind: string): string {
  return KINDS[kind] ?? (kind.startsWith('send_') ? 'メール' : 'その他の処理');
}

interface Words {
  name: string;
  /** What to do about it. */
  advice: string;
}

const REASONS: Record<OutboxReason, Words> = {
  mail_refused: {
    name: 'メールサーバーに断られました（5xx）',
    advice: '宛先のメールアドレスが間違っていることが多いです。電話など、別の方法で連絡してください。',
  },
  mail_deferred: {
    name: 'メールサーバーが、今は受け取れないと答えました（4xx）',
    advice: '時間をおいて自動で送り直します。長く続くときは、メールサーバーの管理者に相談してください。',
  },
  mail_sign_in: {
    name: 'メールサーバーにサインインできません',
    advice: 'メールサーバーのユーザー名とパスワードの設定を確かめてください。',
  },
  mail_unreachable: {
    name: 'メールサーバーにつながりません',
    advice: 'メールサーバーが動いているか、アドレスの設定が正しいかを確かめてください。',
  },
  mail_address: {
    name: 'メールアドレスがないか、使えない形です',
    advice: '送り直しても届きません。電話など、別の方法で連絡してください。',
  },
  mail_limit: {
    name: '同じ宛先へのメールが多すぎます',
    advice: '同じ宛先には、1日に送る数の上限があります。いたずらでないか確かめてください。',
  },
  timed_out: {
    name: '時間内に終わりませんでした',
    advice: '時間をおいて自動で送り直します。長く続くときは、相手のサーバーの管理者に相談してください。',
  },
  webhook_refused: {
    name: '通知先のシステムに断られました',
    advice: '通知先のシステムの担当者に、受け取りの記録を確かめてもらってください。',
  },
  webhook_unreachable: {
    name: '通知先のシステムにつながりません',
    advice: '通知先のシステムが動いているか、アドレスが正しいかを確かめてください。',
  },
  webhook_forbidden: {
    name: '通知先に送ることが許されていません',
    advice: '通知先が庁内のネットワークにあるときは、サーバーの設定で許可が必要です。',
  },
  gone: { name: '対象がもうありません', advice: '送り直す必要はありません。' },
  internal: {
    name: 'このシステムの中で失敗しました',
    advice: 'サーバーの記録（ログ）を、システムの管理者に確かめてもらってください。',
  },
};

export function reasonName(reason: OutboxReason | null): string {
  return reason === null ? '順番を待っています' : REASONS[reason].name;
}

export function adviceFor(reason: OutboxReason | null): string {
  return reason === null
    ? '送るものが多いか、送る処理が止まっています。長く続くときは、システムの管理者に知らせてください。'
    : REASONS[reason].advice;
}

export function stateName(job: Pick<StuckJob, 'state'>): string {
  return job.state === 'dead' ? '送れませんでした' : '待っています';
}
