# Appointments: picking one in a form, and changing or cancelling it later.
slot-place = 会場
slot-show-place = この会場の空きを見る
slot-weekday-short = { $weekday ->
        [1] 月
        [2] 火
        [3] 水
        [4] 木
        [5] 金
        [6] 土
       *[7] 日
    }
slot-weekday = { $weekday ->
        [1] 月曜日
        [2] 火曜日
        [3] 水曜日
        [4] 木曜日
        [5] 金曜日
        [6] 土曜日
       *[7] 日曜日
    }
slot-day = { $month }月{ $day }日 { $weekday }
slot-room-free = 空きあり
slot-room-few = 残りわずか
slot-room-none = 満員
slot-summary = { $place } 空きのある日が{ $count }日あります。
slot-pick-day = カレンダーの日を押すと、選べる時間が表示されます。
slot-times = { $day }の時間
slot-time = { $from }から{ $until }
slot-chosen = 選んでいる日時
slot-forget = 選んだ日時を取り消す
slot-held = { $until }まで、この枠をほかの方が予約できないようにしています。それまでに送信してください。
slot-look = 空きをもう一度確かめる
slot-missing = ただいま、予約できる日時を表示できません。少し待ってから、もう一度確かめてください。
slot-nothing = いま予約できる日時はありません。
slot-full-here = この会場は、いまのところすべて満員です。ほかの会場を選ぶか、取消しが出るのをお待ちください。
slot-full = いまのところ、すべて満員です。取消しがあると、空きが出ることがあります。
slot-other-ways = ほかの申込み方法や次の受付については、このページの下の問い合わせ先におたずねください。
slot-opening = { $year }年{ $day } { $hour }時{ $minute }分{ $second }秒
slot-not-yet = 予約の受付は、{ $moment }に始まります。
slot-not-yet-do = 時間になったら、下のボタンを押してください。入力した内容はそのままです。
slot-too-many = 1回の予約は{ $limit }人までです。人数を見直してください。
slot-offers = 近い日時の空き（押すと選べます）
slot-offer = { $day } { $time } { $place }（{ $room }）
slot-current = いまの予約
slot-preview = 予約の枠がまだありません。「予約」の画面でキーが「{ $key }」のカレンダーを作って枠を用意すると、ここに会場・日・時間が表示されます。
# On the page of the receipt.
slot-yours = 予約
slot-yours-none = この申請の予約は、取り消されています。
slot-until = 変更と取消しは、{ $until }までできます。
slot-over = 変更と取消しができる時間を過ぎました。都合が悪くなったときは、このページの下の問い合わせ先にお知らせください。
slot-unlock = 変更や取消しをするには、本人であることを確かめます。下の「送信した内容をもう一度見る」から進んでください。
slot-unlock-none = 変更や取消しは、受付番号をそえて、このページの下の問い合わせ先にお知らせください。
slot-change = 予約を変更する
slot-cancel = 予約を取り消す
slot-to-receipt = 受付のページに戻る
slot-change-title = 予約の変更
slot-change-now = いまの予約
slot-change-how = 新しい日時を選んで、「この日時に変更する」を押してください。変更が終わるまで、いまの予約はそのまま残ります。
slot-change-field = 新しい日時
slot-change-do = この日時に変更する
slot-change-choose = 新しい日時を選んでください。
slot-changed = 予約を変更しました
slot-changed-now = 新しい予約
slot-cancel-title = 予約を取り消しますか
slot-cancel-what = 取り消すと、この日時はほかの方が予約できるようになります。あとで元に戻すことはできません。
slot-cancel-do = 予約を取り消す
slot-cancel-not = 取り消さずに戻る
slot-cancelled = 予約を取り消しました
slot-cancelled-was = 取り消した予約
slot-cancelled-again = もう一度予約するときは、新しく申し込んでください。
slot-stale = 予約は、ほかの画面か窓口で変わりました。いまの状態を確かめて、必要ならもう一度操作してください。
slot-pass-expired = 時間がたったため、続けられませんでした
slot-pass-expired-text = 本人であることを確かめてから30分が過ぎました。予約は元のままです。受付のページをもう一度開いて、やり直してください。
