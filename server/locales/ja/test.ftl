# Test submissions: staff try a form out to the end.
test-banner = テスト送信：実際の申請にはなりません
test-not-allowed = この操作はできません
test-not-allowed-text = テスト送信には、編集者以上の権限が必要です。権限については、管理者にお問い合わせください。
test-gone = このテスト版はありません
test-gone-text = テスト送信が消されたため、このテスト版も消えました。フォームの編集画面から、もう一度テスト送信を始めてください。
test-receipt = これはテスト送信の受付です。受付件数や出力には入らず、メールはテストした職員本人だけに届きます。
test-receipt-case = 職員画面でこのテスト送信を開く
# Before the subject of a mail and the title of a PDF.
test-marked = 【テスト】{ $text }
test-mail-text = これは、職員が申請フォームを試すために送信したテストのメールです。実際の申請ではありません。
test-pdf-name = 受付票（テスト）
test-pdf-text = これはテスト送信の受付票です。実際の申請を受け付けたものではありません。
