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
mail-attachment-plain = 受付番号と受付日時の控えを、PDFファイルとして添付しています。
mail-answers = 受け付けた内容
mail-answers-left-out = 個人情報を守るため、メールに載せていない項目があります。
mail-section = ［{ $title }］
mail-state = 今の状況　{ $state }
mail-state-about = 「{ $title }」の状況が「{ $state }」になりました。

# Appointments: moved, cancelled, cancelled by the office, near.
mail-booking-when = 予約の会場と日時
mail-booking-message = お知らせ
mail-booking-booked = 「{ $title }」の予約を、次の会場と日時でお取りしました。
mail-booking-booked-subject = 【予約の受付】{ $title } 受付番号 { $number }
mail-booking-moved = 「{ $title }」の予約は、次の会場と日時になりました。
mail-booking-moved-subject = 【予約の変更】{ $title } 受付番号 { $number }
mail-booking-cancelled = 「{ $title }」の次の予約を取り消しました。
mail-booking-cancelled-subject = 【予約の取消し】{ $title } 受付番号 { $number }
mail-booking-closed = 申し訳ありませんが、会場の都合により、「{ $title }」の次の予約をお受けできなくなりました。お手数ですが、別の日時で予約し直すか、問い合わせ先にご連絡ください。
mail-booking-closed-subject = 【重要：予約の取りやめ】{ $title } 受付番号 { $number }
mail-booking-reminder = 「{ $title }」の予約の日が近づきました。都合が悪くなったときは、変更や取消しの手続をお願いします。
mail-booking-reminder-subject = 【予約のお知らせ】{ $title } 受付番号 { $number }
