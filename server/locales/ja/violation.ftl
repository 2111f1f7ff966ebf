# What is wrong with an answer, and how to put it right. Which sentence applies is decided in pages/wording.
#
# $subject   the question, or the part of it, with its row: お子さん 2の氏名の「姓」
# $question  the question alone
# $limit     a limit as people read it; $count is the same as a number, for languages that choose a word by it
# $amount    a limit with the unit of the question
# $moment    a day, a month or a time

## How a place is named

violation-in-row = { $row }の{ $subject }
violation-in-field = { $field }の「{ $part }」
# The form's own sentence about a question in a row.
violation-own-in-row = { $row }：{ $sentence }
violation-answers = 入力内容
violation-limit-unknown = 決められた数
violation-file-name = 「{ $name }」
violation-types-unknown = 決められた種類

## For codes without a sentence

violation-unknown = { $subject }を確かめてください。

## Presence

violation-required = { $subject }を入力してください。
violation-required-choose = { $subject }を選んでください。
violation-required-question = 「{ $subject }」に答えてください。
violation-required-file = { $subject }のファイルを選んでください。
violation-required-tick = 「{ $subject }」にチェックを入れてください。
violation-required-hidden = { $subject }がありません。お送りした案内のリンクから、もう一度開いてください。
violation-consent = 「{ $text }」にチェックを入れてください。チェックがないと、この手続に進めません。
violation-unknownProperty = { $subject }に、この手続にない項目が含まれています。この画面の項目だけを入力して、もう一度送信してください。
violation-journeyEnds = 入力した内容では、この手続をオンラインで進めることができません。戻って入力内容を確かめてください。

## Type, length, size, number

violation-type = { $subject }の入力のしかたが正しくありません。入力し直してください。
violation-type-integer = { $subject }は整数（例：3）を数字で入力してください。
violation-type-number = { $subject }は数字で入力してください。
violation-schema = { $subject }の内容が、この項目の条件に合っていません。項目の説明を確かめて、入力し直してください。
violation-minLength = { $subject }は{ $limit }文字以上で入力してください。
violation-maxLength = { $subject }は{ $limit }文字以内で入力してください。
violation-maxCharacters = { $subject }は{ $limit }文字以内で入力してください。
violation-maxCharacters-now = { $subject }は{ $limit }文字以内で入力してください（いま{ $actual }文字です）。
violation-pattern = { $subject }の形が正しくありません。項目の説明に合わせて入力してください。
violation-minimum = { $subject }は{ $amount }以上の数を入力してください。
violation-maximum = { $subject }は{ $amount }以下の数を入力してください。
violation-exclusiveMinimum = { $subject }は{ $amount }より大きい数を入力してください。
violation-exclusiveMaximum = { $subject }は{ $amount }より小さい数を入力してください。
violation-multipleOf = { $subject }は{ $amount }きざみの数を入力してください。
# 2つ, but 10個: there is no counting with つ from ten on.
violation-pieces =
    { $count ->
        [1] { $limit }つ
        [2] { $limit }つ
        [3] { $limit }つ
        [4] { $limit }つ
        [5] { $limit }つ
        [6] { $limit }つ
        [7] { $limit }つ
        [8] { $limit }つ
        [9] { $limit }つ
       *[other] { $limit }個
    }
violation-minItems = { $subject }は{ violation-pieces }以上選んでください。
violation-maxItems = { $subject }は{ violation-pieces }までです。減らしてください。
violation-minItems-rows = { $subject }は{ $limit }件以上入力してください。
violation-maxItems-rows = { $subject }は{ $limit }件までです。減らしてください。
violation-uniqueItems = { $subject }に同じものが2つ以上あります。違うものにしてください。
violation-choice = { $subject }は、表示されている選択肢の中から選んでください。
violation-exclusive = { $subject }で、ほかのものと一緒には選べないものが選ばれています。どちらかだけにしてください。

## Kinds

violation-integerFormat = { $subject }は整数（例：3）を数字で入力してください。
violation-decimalFormat = { $subject }は数（例：36.5）を数字で入力してください。
violation-dateFormat = { $subject }を日付として読み取れません。年は西暦（例：1980）か和暦（例：昭和55）、月と日は数字で入力してください。
violation-dateExists = { $subject }に入力された日付は暦にありません。年・月・日を確かめてください。
violation-month = { $subject }を年月として読み取れません。年（例：2026、令和8）と月（1から12）を入力してください。
violation-time = { $subject }を時刻として読み取れません。時（0から23）と分（0から59）を数字で入力してください。
violation-dateTime = { $subject }を日時として読み取れません。年・月・日と、時・分を確かめてください。
violation-earliest = { $subject }は決められた日以降の日付を入力してください。
violation-earliest-day = { $subject }は{ $moment }以降の日付を入力してください。
violation-earliest-month = { $subject }は{ $moment }以降の年月を入力してください。
violation-earliest-time = { $subject }は{ $moment }以降の時刻を入力してください。
violation-latest = { $subject }は決められた日以前の日付を入力してください。
violation-latest-day = { $subject }は{ $moment }以前の日付を入力してください。
violation-latest-month = { $subject }は{ $moment }以前の年月を入力してください。
violation-latest-time = { $subject }は{ $moment }以前の時刻を入力してください。
violation-step = { $subject }は決められたきざみで入力してください。
violation-step-minutes = { $subject }は{ $limit }分きざみで入力してください。
violation-rangeOrder = { $question }の終わりの日が、始まりの日より前になっています。日付を確かめてください。
violation-maxDays = { $question }の期間が長すぎます。短くしてください。
violation-maxDays-limit = { $question }は{ $limit }日以内の期間にしてください。
violation-kana = { $subject }はカタカナ（例：マドグチ）で入力してください。
violation-phone = { $subject }は、0から始まる10桁または11桁の番号（例：03-0000-0000）を市外局番から入力してください。
violation-email = { $subject }は、name@example.jpのような形で入力してください。
violation-url = { $subject }は、https://www.example.jp/のような形で入力してください。
violation-postalCode = { $subject }は7桁の数字（例：100-0001）で入力してください。
violation-confirmation = { $subject }が、確認用に入力されたものと違います。同じものを2回入力してください。
violation-otherText = { $subject }で「その他」を選んだときは、その内容を入力してください。
violation-mapPoint = { $subject }を場所として読み取れません。緯度（例：35.681236）と経度（例：139.767125）を数字で入力してください。
violation-slot = { $subject }の予約枠が見つかりません。もう一度、会場と日時を選んでください。
violation-slotTaken = { $subject }に選んだ枠は、ほかの方の予約で埋まりました。入力した内容はそのままです。ほかの枠を選んでください。
violation-slotClosed = { $subject }に選んだ枠は、受付をとりやめました。ほかの枠を選んでください。
violation-slotNotYet = { $subject }の予約は、まだ始まっていません。受付が始まってから、もう一度送信してください。
violation-slotTooEarly = { $subject }に選んだ日の予約は、まだ受け付けていません。もっと近い日を選んでください。
violation-slotTooLate = { $subject }に選んだ枠は、予約の締切りを過ぎました。もっと先の枠を選んでください。
violation-slotTooMany = { $subject }は、1回に{ $limit }人まで予約できます。人数を減らしてください。
violation-calculation = { $subject }を計算できません。計算のもとになる項目の入力内容を確かめてください。
violation-rule = { $subject }の入力内容が、ほかの項目と合っていません。確かめてください。

## Numbers somebody was given

violation-corporateNumber = { $subject }は13桁の数字で入力してください。
violation-invoiceNumber = { $subject }は、Tと13桁の数字（例：T1234567890123）で入力してください。
violation-myNumber = { $subject }は12桁の数字で入力してください。
violation-keyNumber = { $subject }は、通知などに書かれた番号を、桁数を確かめて入力してください。
violation-checkDigit = { $subject }の番号に間違いがあります。書かれているとおりか、1桁ずつ確かめてください。
violation-bankCode = { $subject }は4桁の数字で入力してください。
violation-branchCode = { $subject }は3桁の数字で入力してください。
violation-accountNumber = { $subject }は7桁までの数字で入力してください。
violation-accountHolder = { $subject }は、通帳に書かれているカタカナ、英字、数字で入力してください。
violation-bankUnknown = { $subject }の金融機関が見つかりません。通帳やキャッシュカードの番号を確かめてください。
violation-branchUnknown = { $subject }の支店が見つかりません。通帳やキャッシュカードの番号を確かめてください。
violation-yuchoSymbol = { $subject }は、通帳に書かれている5桁の記号を入力してください。
violation-yuchoNumber = { $subject }は、通帳に書かれている2桁から8桁の番号を入力してください。
violation-localGovernmentCode = { $subject }は6桁の数字で入力してください。
violation-localGovernmentUnknown = { $subject }に当たる市区町村が見つかりません。番号を確かめてください。

## Files. $name is empty where the file has none.

violation-file = { $subject }のファイルを受け取れていません。もう一度選んでください。
violation-fileTooLarge = { $subject }に選んだファイル{ $name }が大きすぎます。{ $size }までのファイルを選んでください。
violation-fileSize = { violation-fileTooLarge }
violation-fileTotal = { $subject }に選んだファイルが、合わせて{ $size }を超えます。ファイル{ $name }は受け取っていません。数を減らすか、小さいファイルを選んでください。
violation-fileType = { $subject }に選んだファイル{ $name }は受け付けられない種類です。{ $types }のファイルを選んでください。
violation-fileCount = { $subject }に選べるファイルは{ violation-pieces }までです。減らしてください。
violation-fileEmpty = { $subject }に選んだファイル{ $name }は中身がありません。別のファイルを選んでください。
violation-fileUnreadable = { $subject }に選んだファイル{ $name }を読み取れません。壊れていないか確かめて、選び直してください。
violation-fileDamaged = { violation-fileUnreadable }
