# The pages with the questions.
journey-steps = 手続の進み具合
journey-step-done = （入力済み）
journey-step-now = （いまここ）
journey-step-next = （これから）
journey-summary = 入力内容を確かめてください（{ $count }件）
journey-next = 次へ進む
journey-to-confirmation = 確認へ進む
journey-back = 戻る
journey-minutes = 入力にかかる時間の目安：約{ $minutes }分
journey-prepare = 手元に用意するもの
journey-exit = この手続はここで終わりです。何も送信されていません。
journey-exit-back = 戻って入力を見直す
journey-more-on-page = 入力した内容に合わせて、入力する項目が増えました。続けて入力してください。
journey-more-pages = 変更した内容に合わせて、入力が必要な項目が増えました。続けて入力してください。
journey-changed = 送信する内容が、前に確認した内容から変わりました。もう一度確かめてから送信してください。
# Beside and below questions.
journey-required = 必須
journey-optional = 任意
journey-choose = 選んでください
journey-locate = 現在地を使う
journey-not-worked-out = 計算に必要な項目を入力すると、ここに表示されます。
journey-work-out = 計算し直す
journey-files = { $question }：受け取ったファイル
journey-remove-file = 取り消す
journey-sign = 指、ペン、マウスで、枠の中に署名してください。書けないときは、下で署名の画像を選べます。
journey-sign-again = 書き直す
journey-signed = 署名を受け取りました。書き直すときは、先に取り消してください。
journey-files-full = 選べる数のファイルをすべて受け取りました。入れ替えるときは、先に取り消してください。
# Rows of a repeating group.
journey-row = { $title } { $number }
journey-row-up = 上へ
journey-row-down = 下へ
journey-row-move = 移す：{ $row }
journey-row-remove = { $row }を取り消す
journey-row-add = { $title }を追加する
journey-rows-full = 「{ $title }」の欄は{ $max }つまでです。これ以上は追加できません。
