# Test submissions: staff try a form out to the end.
test-banner = テスト：本当《ほんとう》の申《もう》し込《こ》みではありません
test-not-allowed = できません
test-not-allowed-text = テストは、編集者《へんしゅうしゃ》の権限《けんげん》がある人《ひと》だけができます。管理者《かんりしゃ》に聞《き》いてください。
test-gone = このテストはありません
test-gone-text = テストが消《け》されました。編集《へんしゅう》の画面《がめん》から、もう一度《いちど》始《はじ》めてください。
test-receipt = これはテストです。本当《ほんとう》の申《もう》し込《こ》みには数《かぞ》えません。メールは、テストをした職員《しょくいん》だけに届《とど》きます。
test-receipt-case = 職員《しょくいん》の画面《がめん》でこのテストを開《ひら》く
# Before the subject of a mail and the title of a PDF.
test-marked = 【テスト】{ $text }
test-mail-text = これは、職員《しょくいん》が送《おく》ったテストのメールです。本当《ほんとう》の申《もう》し込《こ》みではありません。
test-pdf-name = 受付票《うけつけひょう》（テスト）
test-pdf-text = これはテストの受付票《うけつけひょう》です。本当《ほんとう》の申《もう》し込《こ》みではありません。
