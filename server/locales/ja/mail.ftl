# The mail that tells an applicant of the receipt.
mail-subject = 【受付】{ $title } 受付番号 { $number }
mail-received = 「{ $title }」を受け付けました。
mail-number = 受付番号　{ $number }
mail-received-at = 受付日時　{ $moment }
mail-heading = ■ { $heading }
mail-status = 受付後の状況の確認
mail-status-page = 次のページで、受付番号と処理の状況を確認できます。
mail-status-secret = このページのアドレスは、ほかの人に知らせないでください。
mail-attachment = 添付ファイル
mail-attachment-what = 受け付けた内容を、PDFの受付票として添付しています。
mail-attachment-name = 受付票_{ $number }.pdf
mail-news = お知らせ
mail-contact = 問い合わせ先
mail-contact-phone = 電話　{ $phone }
mail-contact-email = メール　{ $email }
mail-no-answer = このメールは送信専用です。返信いただいてもお答えできません。
mail-mistake = お心当たりのない場合は、お手数ですがこのメールを削除してください。
