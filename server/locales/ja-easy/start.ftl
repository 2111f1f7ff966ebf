# The start page of a form, and the same page while it takes nothing: not yet open, over, switched off, full.
start-begin = 始《はじ》める
start-resume = 保存《ほぞん》した内容《ないよう》の続《つづ》きから始《はじ》める
start-audience = 申《もう》し込《こ》むことができる人《ひと》
start-deadline = いつまでにするか
start-period = 受《う》け付《つ》ける期間《きかん》
start-period-both = { $from }から { $until }まで
start-period-from = { $from }から
start-period-until = { $until }まで
start-days-left = （あと{ $days }日《にち》）
start-last-day = （今日《きょう》まで）
start-grace = 終《お》わる時間《じかん》に 書《か》いている人《ひと》
start-grace-text = 終《お》わる時間《じかん》より前《まえ》に 書《か》き始《はじ》めた人《ひと》は、終《お》わってから { $length }まで 送《おく》ることができます。終《お》わったあとに 始《はじ》めることは できません。
start-grace-now = もう 終《お》わりましたが、書《か》き始《はじ》めていた人《ひと》は、{ $until }まで 送《おく》ることができます。
start-length-minutes = { $minutes }分《ふん》
start-length-hours = { $hours }時間《じかん》
start-length-both = { $hours }時間《じかん》{ $minutes }分《ふん》
start-places = 受《う》け付《つ》ける数《かず》
start-places-left = { $capacity }（残《のこ》り { $left }）
start-fee = お金《かね》（手数料《てすうりょう》）
start-time = かかる時間《じかん》
start-minutes = { $minutes }分《ふん》ぐらい
start-prepare = 準備《じゅんび》するもの
start-files = ファイルで送《おく》るもの
start-file = { $label }（{ $types }、1つ{ $size }まで）
start-file-several = { $label }（{ $types }、1つ{ $size }まで、{ $count }つまで）
start-type-separator = ・
start-numbers = 番号《ばんごう》などが わかるもの
start-my-number = { $label }（マイナンバーカードなど）
start-account = { $label }（銀行《ぎんこう》の 通帳《つうちょう》やカードなど）
start-sometimes = { $what } ※必要《ひつよう》な人《ひと》だけ
start-optional = { $what } ※なくても 申《もう》し込《こ》むことができます
start-privacy = あなたの情報《じょうほう》の使《つか》い方《かた》
start-next-steps = 申《もう》し込《こ》んだあとのこと
start-other-ways = ほかの申《もう》し込《こ》み方《かた》
start-paper = 紙《かみ》の申《もう》し込《こ》み書《しょ》（PDF）を開《ひら》く
start-paper-how = 印刷《いんさつ》して 手《て》で書《か》いて、窓口《まどぐち》に 出《だ》すこともできます。
start-to-portal = インターネットでできる手続《てつづ》きの一覧《いちらん》へ
start-not-yet = まだ 始《はじ》まっていません
start-not-yet-when = { $at }から 始《はじ》まります。その時間《じかん》になったら、このページを もう一度《いちど》 開《ひら》いてください。
start-closed = 今《いま》は 受《う》け付《つ》けていません
start-closed-now = この手続《てつづ》きは、今《いま》、インターネットでは できません。
start-over = もう 終《お》わりました
start-over-when = { $until }で 終《お》わりました。
start-full = もう いっぱいです
start-full-why = 申《もう》し込《こ》みが { $capacity }になったので、終《お》わりました。
start-instead = いつできるか、ほかの方法《ほうほう》があるかは、下《した》の「聞《き》くところ」に 聞《き》いてください。
start-instead-below = ほかの申《もう》し込《こ》み方《かた》が、このページに 書《か》いてあります。
start-unsent = あなたが書《か》いたことは、まだ 送《おく》られていません。
start-unsent-look = ブラウザーの「戻《もど》る」を押《お》すと、あなたが書《か》いたことを 見《み》ることができます。
start-moment = { $year }年《ねん》{ $month }月《がつ》{ $day }日《にち》（{ $weekday ->
        [1] 月曜日《げつようび》
        [2] 火曜日《かようび》
        [3] 水曜日《すいようび》
        [4] 木曜日《もくようび》
        [5] 金曜日《きんようび》
        [6] 土曜日《どようび》
       *[7] 日曜日《にちようび》
    }） { $hour }時《じ》{ $minute ->
        [0] {""}
       *[other] { $minute }分《ふん》
    }
