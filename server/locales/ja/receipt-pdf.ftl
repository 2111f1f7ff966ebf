# The receipt as a PDF file.
receipt-pdf-name = 受付票
receipt-pdf-title = { $title } 受付票 { $number }
receipt-pdf-number = 受付番号
receipt-pdf-received-at = 受付日時
receipt-pdf-footer = 受付番号 { $number }
receipt-pdf-no-certificate = この受付票は、受け付けた内容をお知らせするものです。証明書としてはお使いいただけません。
receipt-pdf-no-answer = （回答なし）
receipt-pdf-continued = （続き）
receipt-pdf-status = 受付後の状況の確認
receipt-pdf-status-page = 次のページで、受付番号と処理の状況を確認できます。
receipt-pdf-status-code = 次のページで、受付番号と処理の状況を確認できます。右の二次元コードからも開けます。
receipt-pdf-contact = 問い合わせ先
