# The start page of a form, and the same page while it takes nothing: not yet open, over, switched off, full.
start-begin = 入力を始める
start-resume = 保存した内容の続きから始める
start-audience = 申請できる方
start-deadline = 手続の期限
start-period = 受付期間
start-period-both = { $from }から{ $until }まで
start-period-from = { $from }から
start-period-until = { $until }まで
start-days-left = （あと{ $days }日）
start-last-day = （今日まで）
start-grace = 締切の時に入力中の方
start-grace-text = 締切の前に入力を始めた方は、締切から{ $length }までは送信できます。締切の後に始めることはできません。
start-grace-now = 受付の期間は終わりましたが、すでに入力を始めていた方は、{ $until }まで送信できます。
start-length-minutes = { $minutes }分
start-length-hours = { $hours }時間
start-length-both = { $hours }時間{ $minutes }分
start-places = 定員
start-places-left = { $capacity }件（残り{ $left }件）
start-fee = 手数料
start-time = 入力にかかる時間の目安
start-minutes = 約{ $minutes }分
start-prepare = 手元に用意するもの
start-files = ファイルで送るもの
start-file = { $label }（{ $types }、1つ{ $size }まで）
start-file-several = { $label }（{ $types }、1つ{ $size }まで、{ $count }つまで）
start-type-separator = ・
start-numbers = 番号などがわかるもの
start-my-number = { $label }（マイナンバーカードなど）
start-account = { $label }（通帳やキャッシュカードなど）
start-sometimes = { $what }※当てはまる方だけ
start-optional = { $what }※なくても申請できます
start-privacy = 個人情報の取扱い
start-next-steps = 申請した後の流れ
start-other-ways = ほかの申請方法
start-paper = 紙の申請書（PDF）を開く
start-paper-how = 印刷して手で書き、窓口に出すこともできます。
start-to-portal = オンラインでできる手続の一覧へ
start-not-yet = 受付はまだ始まっていません
start-not-yet-when = { $at }から受け付けます。時間になったら、このページを開き直してください。
start-closed = 受け付けていません
start-closed-now = この手続は、いまオンラインでは受け付けていません。
start-over = 受付は終わりました
start-over-when = 受付は{ $until }まででした。
start-full = 定員に達しました
start-full-why = 申請の数が定員（{ $capacity }件）に達したため、受け付けていません。
start-instead = 受付の時期や、ほかの方法については、問い合わせ先におたずねください。
start-instead-below = ほかの申請方法を、このページに書いています。
start-unsent = 入力された内容は送信されていません。
start-unsent-look = 入力した内容は、ブラウザーの「戻る」で前の画面に戻ると見ることができます。
# A moment with its day of the week (1 is Monday). A period that ends at midnight ends at 24:00 of the day before.
start-moment = { $year }年{ $month }月{ $day }日（{ $weekday ->
        [1] 月
        [2] 火
        [3] 水
        [4] 木
        [5] 金
        [6] 土
       *[7] 日
    }）{ $hour }時{ $minute ->
        [0] {""}
       *[other] { $minute }分
    }
