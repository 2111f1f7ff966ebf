# What stands on every page. 《》 gives the reading of the kanji before it; only ja-easy uses it.
language-name = 日本語
skip-to-content = 本文へ進む
step-of = ステップ { $step } / { $steps }
common-title = { $title }｜{ $organization }
common-title-with-errors = エラー：{ $title }｜{ $organization }
common-title-of-form = { $page }｜{ $form }
common-preview = プレビュー
common-preview-banner = プレビュー：送信されません
common-languages = 言語
common-show-readings = ふりがなをつける
common-hide-readings = ふりがなを消す
common-only-japanese = この手続の質問や説明は、日本語だけで書かれています。
common-partly-japanese = この手続の質問や説明には、日本語だけで書かれているところがあります。
common-contact = この手続についての問い合わせ先
common-contact-phone = 電話：
common-contact-email = メール：
# Stands behind a button's words, for those who cannot see what the button is beside.
common-about = ：{ $what }
common-file = { $name }（{ $size }）
common-unreadable-file = 読み取れないファイル
common-next-steps = この後の流れ
common-privacy = 個人情報の取扱い
common-moment = { $year }年{ $month }月{ $day }日 { $hour }時{ $minute }分
common-portal-title = オンラインでできる手続
common-portal-empty = いま受け付けている手続はありません。
common-portal-other = そのほかの手続
# Where an application stands.
common-state-received = 受付
common-state-in-progress = 処理中
common-state-completed = 完了
common-state-withdrawn = 取下げ
