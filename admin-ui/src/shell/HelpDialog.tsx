/** The way from nothing to a form that residents use, in a few lines, and where the whole guide is. */
import { Button } from '../ui/Button';
import { ModalDialog } from '../ui/ModalDialog';

const STEPS = [
  '「新しい申請フォーム」で、近いひな形を選びます。',
  '「編集」で、質問の言葉や選択肢を直します。変更は自動で保存されます。',
  '「設定」で、問い合わせ先と受付の期間を決めます。',
  '「プレビュー」で、住民に見える画面を確かめます。',
  '「公開・共有」で、テスト送信をしてから公開し、リンクやQRコードを住民に知らせます。',
  '一覧の「申請」の件数を押すと、届いた申請を処理し、表計算ソフトのファイルに出力できます。',
];

export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <ModalDialog
      title="使い方"
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          閉じる
        </Button>
      }
    >
      <ol>
        {STEPS.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p>公開するまで、住民には何も見えません。間違えたときは「元に戻す」で戻れます。</p>
      <p>
        日時の予約を受け付けるときは、先に「予約枠」で会場と日時の枠を作り、フォームの「予約の日時」の項目で選びます。
      </p>
      <p>編集の画面で ? を押すと、キーボード操作の一覧が表示されます。</p>
      <p className="support">
        画面の写真と手順のそろった「職員のための手引き」（docs/staff-guide.md）がMadoguchiに付いています。見あたらないときは、管理者におたずねください。
      </p>
    </ModalDialog>
  );
}
