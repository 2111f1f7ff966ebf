/** Error code -> a Japanese sentence that says what happened and what to do next. */
import { ApiError } from './http';

export const MESSAGES: Record<string, string> = {
  offline: 'サーバーに接続できませんでした。ネットワークの接続を確認してから、もう一度お試しください。',
  unauthenticated: 'サインインの有効期限が切れました。もう一度サインインしてください。',
  'sign-in-failed':
    'メールアドレスまたはパスワードが正しくありません。入力し直してください。忘れた場合は管理者に再発行を依頼してください。',
  'too-many-attempts': '続けて失敗したため、しばらくサインインできません。時間をおいてからお試しください。',
  forbidden: 'この操作をする権限がありません。必要な場合は管理者に役割の変更を依頼してください。',
  'not-found':
    '見つかりませんでした。削除されたか、担当する部署のものではない可能性があります。一覧から選び直してください。',
  'method-not-allowed': 'この操作は受け付けられませんでした。画面を再読み込みしてください。',
  conflict: 'ほかの人が先に変更しました。最新の内容を読み込んでから、もう一度操作してください。',
  'draft-conflict':
    '先に保存された変更と、この画面の変更がまだ合わさっていません。表示に従って合わせてから、もう一度操作してください。',
  'still-saving': '変更を保存している途中です。「保存済み」になってから、もう一度操作してください。',
  'slug-taken': 'そのURLの名前は、ほかの申請フォームが使っています。別の名前を入力してください。',
  'last-admin': '有効な管理者が1人もいなくなるため、変更できません。先に別の職員を管理者にしてください。',
  'email-taken': 'そのメールアドレスの職員は、すでに登録されています。一覧を確認してください。',
  'name-taken': 'その名前の部署は、すでにあります。別の名前を入力してください。',
  'precondition-required': '保存の手順が正しくありませんでした。画面を再読み込みしてください。',
  'answers-invalid': '入力内容に誤りがあります。確認してください。',
  'idempotency-key-reused': 'すでに受け付けた申請です。一覧で確認してください。',
  'invalid-value': '入力内容を受け付けられませんでした。入力した内容を確認してください。',
  'invalid-request': '入力内容を受け付けられませんでした。入力した内容を確認してください。',
  'file-unreadable':
    'ファイルを読み取れませんでした。途中で切れているか、JSONの書き方になっていません。ファイルをもう一度受け取ってください。',
  'file-damaged':
    'ファイルが壊れています。必要な部分がないか、別のものに置き換わっています。送り主にもう一度書き出してもらってください。',
  'file-too-new': '新しい版の窓口で書き出されたファイルのため、読み込めません。窓口を新しくしてください。',
  'import-refused':
    'このままでは申請フォームにできません。次のところを直してから、もう一度読み取ってください。',
  'image-refused': 'この画像は使えません。PNGかJPEGの画像を選んでください。',
  'form-not-ready': 'まだ公開できません。問題の一覧にある「エラー」を直してください。',
  'form-not-open': 'この申請フォームの受付は、まだ始まっていません。',
  'access-denied': 'この申請フォームは、リンクやパスワードを知っている人だけが開けます。',
  'already-submitted':
    '同じ番号やアドレスの別の申請を、すでに受け付けています。その申請を取り下げてから、もう一度操作してください。',
  'form-full': 'この申請フォームは定員に達しました。',
  'form-open': '受付中のフォームは保管できません。先に受付を終了してください。',
  'approval-required':
    'この操作には、二人での確認が必要です。公開の画面から申請し、ほかの編集者か管理者の承認を受けてください。',
  'publication-open':
    'このフォームには、待っている申請か予約がすでにあります。先にそれを取り下げるか、承認を受けてください。',
  'publication-changed':
    '申請の内容が変わったか、すでに処理されています。最新の内容を読み込んで、もう一度確認してください。',
  'own-request': '自分の申請は、自分では承認できません。ほかの編集者か管理者に依頼してください。',
  'form-closed': 'この申請フォームは受付を終了しています。',
  'payload-too-large': '申請フォームが大きすぎて保存できません。説明文や選択肢を減らしてください。',
  'file-held': 'ウイルス検査が終わっていないか、検査で問題が見つかったため、このファイルは開けません。',
  'request-timeout': '通信が遅く、受け取れませんでした。接続を確認してから、もう一度お試しください。',
  'cross-site':
    'ほかのサイトからの操作とみなされたため中止しました。この管理画面を開き直してから操作してください。',
  unavailable: 'サーバーが混み合っています。少し待ってから、もう一度お試しください。',
  'slot-taken': 'その予約枠は、いまは予約できません。ほかの枠を選んでください。',
  'slot-in-use': 'すでに予約されている人数より少なくはできません。先に予約を変更するか、取り消してください。',
  'no-appointment': 'この申請には、いま予約がありません。画面を再読み込みして確かめてください。',
  'appointment-fixed': '予約を変更・取消しできる期限を過ぎています。',
  'calendar-in-use': 'この予約枠は、申請フォームが使っているか、これから来る予約があるため、保管できません。',
  'calendar-key-taken': 'そのキーは、ほかの予約枠が使っています。別のキーを入力してください。',
  internal:
    'サーバーで問題が起きました。もう一度お試しください。続く場合は、下の番号をシステム担当者に伝えてください。',
  misdirected: 'このアドレスでは管理画面を使えません。正しいアドレスで開き直してください。',
};

const FIELDS: Record<string, string> = {
  email: 'メールアドレス',
  name: '名前',
  slug: 'URLの名前',
  title: '名称',
  role: '役割',
  password: 'パスワード',
  current_password: '今のパスワード',
  new_password: '新しいパスワード',
  department_id: '部署',
  text: '読み取る内容',
  copy_of: '写すフォーム',
  department_ids: '部署',
  notification_email: '通知先メールアドレス',
  notification_emails: '通知先メールアドレス',
  opens_at: '受付の始まり',
  closes_at: '受付の終わり',
  capacity: '定員（受け付ける数）',
  embed_origins: '埋め込んでよいサイト',
  webhook_url: '通知先のURL',
  publish_at: '公開する日時',
  reason: '理由',
  note: 'メモ',
  state: '状態',
  key: 'キー',
  places: '会場',
  rules: '規則',
  earliest_days: '予約できる最初の日',
  latest_minutes: '予約の締切',
  cutoff_minutes: '変更・取消しの期限',
  max_persons: '1回に予約できる人数',
  one_per_field: '1件だけ予約できる項目',
  hold_minutes: '入力中に枠を取っておく時間',
  reminder_days: 'お知らせメールの日',
  reserved: '窓口・電話用の枠',
};

const REASONS: Record<string, string> = {
  wrong: '正しくありません',
  length: '短すぎるか、長すぎます',
  email: 'メールアドレスの形になっていません',
  unknown: '選び直してください',
  slug: '使えない文字があります',
  past: 'すでに過ぎています',
  required: '入力してください',
  instant: '日付と時刻の形になっていません',
  order: '始まりと終わりの順が逆です',
  range: '決められた範囲の数ではありません',
  inUse: '予約枠があるものは削除できません',
  duplicate: '同じ名前が2つあります',
  weekday: '曜日を選んでください',
  tooMany: '多すぎます',
  overlap: '同じ会場で、ほかの規則の枠と時間が重なっています',
  origin: '「https://」で始まるサイトのアドレスではありません',
  webhook: '「https://」で始まる、庁内のネットワークの外のアドレスではありません',
};

/** The sentence for any error that a screen may have to show. */
export function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) {
    return '画面で問題が起きました。再読み込みしてから、もう一度お試しください。';
  }
  const sentence =
    MESSAGES[error.code] ?? `操作を完了できませんでした（${error.code}）。もう一度お試しください。`;
  return sentence + fieldsOf(error) + waitOf(error) + requestOf(error);
}

function fieldsOf(error: ApiError): string {
  const words = (error.body.violations ?? []).flatMap((violation) => {
    const key = violation.at.split('/')[1] ?? '';
    const rule = /^\/rules\/blocks\/(\d+)/.exec(violation.at)?.[1];
    const name = rule === undefined ? FIELDS[key] : `規則${Number(rule) + 1}`;
    return name === undefined ? [] : [`${name}（${REASONS[violation.code] ?? '確認してください'}）`];
  });
  return words.length === 0 ? '' : `直すところ：${[...new Set(words)].join('、')}。`;
}

function waitOf(error: ApiError): string {
  if (error.code !== 'too-many-attempts' || error.retryAfter === null) return '';
  const minutes = Math.max(1, Math.ceil(error.retryAfter / 60));
  return `およそ${minutes}分後に試せます。`;
}

function requestOf(error: ApiError): string {
  return error.code === 'internal' && error.body.request_id ? `（番号：${error.body.request_id}）` : '';
}
