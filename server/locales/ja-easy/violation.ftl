## How a place is named

violation-in-row = { $row }の{ $subject }
violation-in-field = { $field }の「{ $part }」
violation-own-in-row = { $row }：{ $sentence }
violation-answers = 書《か》いた内容《ないよう》
violation-limit-unknown = 決《き》まった数《かず》
violation-file-name = 「{ $name }」
violation-types-unknown = 使《つか》うことができる種類《しゅるい》

## For codes without a sentence

violation-unknown = { $subject }を確《たし》かめてください。

## Presence

violation-required = { $subject }を書《か》いてください。
violation-required-choose = { $subject }を選《えら》んでください。
violation-required-question = 「{ $subject }」に答《こた》えてください。
violation-required-file = { $subject }のファイルを選《えら》んでください。
violation-required-tick = 「{ $subject }」を押《お》して、チェックを入《い》れてください。
violation-required-hidden = { $subject }がありません。もらったお知《し》らせのリンクから、もう一度《いちど》開《ひら》いてください。
violation-consent = 「{ $text }」を押《お》して、チェックを入《い》れてください。チェックがないと、手続《てつづき》ができません。
violation-unknownProperty = { $subject }に、この画面《がめん》にないものがあります。この画面《がめん》のものだけ書《か》いて、もう一度《いちど》送《おく》ってください。
violation-journeyEnds = この内容《ないよう》では、インターネットで手続《てつづき》ができません。前《まえ》の画面《がめん》に戻《もど》って、確《たし》かめてください。

## Type, length, size, number

violation-type = { $subject }の書《か》き方《かた》が違《ちが》います。もう一度《いちど》書《か》いてください。
violation-type-integer = { $subject }は、数字《すうじ》で書《か》いてください（例《れい》：3）。
violation-type-number = { $subject }は、数字《すうじ》で書《か》いてください。
violation-schema = { $subject }の書《か》き方《かた》が違《ちが》います。説明《せつめい》を見《み》て、もう一度《いちど》書《か》いてください。
violation-minLength = { $subject }が短《みじか》いです。{ $limit }文字《もじ》か、それより多《おお》く書《か》いてください。
violation-maxLength = { $subject }が長《なが》いです。{ $limit }文字《もじ》までで書《か》いてください。
violation-maxCharacters = { violation-maxLength }
violation-maxCharacters-now = { $subject }が長《なが》いです。{ $limit }文字《もじ》までで書《か》いてください。いまは{ $actual }文字《もじ》です。
violation-pattern = { $subject }の書《か》き方《かた》が違《ちが》います。説明《せつめい》を見《み》て、もう一度《いちど》書《か》いてください。
violation-minimum = { $subject }の数《かず》が小《ちい》さいです。{ $amount }か、それより大《おお》きい数《かず》を書《か》いてください。
violation-maximum = { $subject }の数《かず》が大《おお》きいです。{ $amount }か、それより小《ちい》さい数《かず》を書《か》いてください。
violation-exclusiveMinimum = { $subject }の数《かず》が小《ちい》さいです。{ $amount }より大《おお》きい数《かず》を書《か》いてください。
violation-exclusiveMaximum = { $subject }の数《かず》が大《おお》きいです。{ $amount }より小《ちい》さい数《かず》を書《か》いてください。
violation-multipleOf = { $subject }は、{ $amount }ずつの数《かず》を書《か》いてください。
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
       *[other] { $limit }個《こ》
    }
violation-minItems = { $subject }が足《た》りません。{ violation-pieces }か、それより多《おお》く選《えら》んでください。
violation-maxItems = { $subject }が多《おお》いです。{ violation-pieces }までにしてください。
violation-minItems-rows = { $subject }が足《た》りません。{ violation-pieces }か、それより多《おお》く書《か》いてください。
violation-maxItems-rows = { $subject }が多《おお》いです。{ violation-pieces }までにしてください。
violation-uniqueItems = { $subject }に同《おな》じものがあります。違《ちが》うものにしてください。
violation-choice = { $subject }は、画面《がめん》にあるものから選《えら》んでください。
violation-exclusive = { $subject }に、一緒《いっしょ》に選《えら》ぶことができないものがあります。どちらかだけ選《えら》んでください。

## Kinds

violation-integerFormat = { $subject }は、数字《すうじ》で書《か》いてください（例《れい》：3）。
violation-decimalFormat = { $subject }は、数字《すうじ》で書《か》いてください（例《れい》：36.5）。
violation-dateFormat = { $subject }の日《ひ》がわかりません。年《ねん》、月《がつ》、日《にち》を数字《すうじ》で書《か》いてください（例《れい》：2026年《ねん》4月《がつ》1日《にち》）。
violation-dateExists = { $subject }の日《ひ》は、カレンダーにありません。もう一度《いちど》確《たし》かめてください。
violation-month = { $subject }の年《ねん》と月《がつ》がわかりません。数字《すうじ》で書《か》いてください（例《れい》：2026年《ねん》4月《がつ》）。
violation-time = { $subject }の時間《じかん》がわかりません。数字《すうじ》で書《か》いてください（例《れい》：15時《じ》30分《ぷん》）。
violation-dateTime = { $subject }の日《ひ》と時間《じかん》がわかりません。数字《すうじ》で書《か》いてください。
violation-earliest = { $subject }は、もっと後《あと》の日《ひ》にしてください。
violation-earliest-day = { $subject }は、{ $moment }か、それより後《あと》の日《ひ》にしてください。
violation-earliest-month = { $subject }は、{ $moment }か、それより後《あと》の月《つき》にしてください。
violation-earliest-time = { $subject }は、{ $moment }か、それより後《あと》の時間《じかん》にしてください。
violation-latest = { $subject }は、もっと前《まえ》の日《ひ》にしてください。
violation-latest-day = { $subject }は、{ $moment }か、それより前《まえ》の日《ひ》にしてください。
violation-latest-month = { $subject }は、{ $moment }か、それより前《まえ》の月《つき》にしてください。
violation-latest-time = { $subject }は、{ $moment }か、それより前《まえ》の時間《じかん》にしてください。
violation-step = { $subject }の時間《じかん》を、もう一度《いちど》確《たし》かめてください。
violation-step-minutes = { $subject }は、{ $limit }分《ふん》ごとの時間《じかん》を書《か》いてください。
violation-rangeOrder = { $question }の終《お》わりの日《ひ》が、始《はじ》まりの日《ひ》より前《まえ》です。日《ひ》を確《たし》かめてください。
violation-maxDays = { $question }が長《なが》いです。短《みじか》くしてください。
violation-maxDays-limit = { $question }が長《なが》いです。{ $limit }日《にち》までにしてください。
violation-kana = { $subject }は、カタカナで書《か》いてください（例《れい》：マドグチ）。
violation-phone = { $subject }は、0から始《はじ》まる10個《こ》か11個《こ》の数字《すうじ》を書《か》いてください（例《れい》：03-0000-0000）。
violation-email = { $subject }は、name@example.jpのように書《か》いてください。
violation-url = { $subject }は、https://www.example.jp/のように書《か》いてください。
violation-postalCode = { $subject }は、7個《こ》の数字《すうじ》を書《か》いてください（例《れい》：100-0001）。
violation-confirmation = { $subject }が、1回目《かいめ》と2回目《かいめ》で違《ちが》います。同《おな》じものを2回《かい》書《か》いてください。
violation-otherText = { $subject }で「その他《た》」を選《えら》びました。どんなことか書《か》いてください。
violation-mapPoint = { $subject }の場所《ばしょ》がわかりません。緯度《いど》と経度《けいど》を数字《すうじ》で書《か》いてください（例《れい》：35.681236、139.767125）。
violation-slot = { $subject }の予約《よやく》ができません。もう一度《いちど》、場所《ばしょ》と日《ひ》と時間《じかん》を選《えら》んでください。
violation-slotTaken = { $subject }で選《えら》んだ時間《じかん》は、もういっぱいです。書《か》いたものは、なくなっていません。ほかの時間《じかん》を選《えら》んでください。
violation-slotClosed = { $subject }で選《えら》んだ時間《じかん》は、なくなりました。ほかの時間《じかん》を選《えら》んでください。
violation-slotNotYet = { $subject }の予約《よやく》は、まだできません。始《はじ》まってから、もう一度《いちど》送《おく》ってください。
violation-slotTooEarly = { $subject }で選《えら》んだ日《ひ》は、まだ予約《よやく》できません。もっと近《ちか》い日《ひ》を選《えら》んでください。
violation-slotTooLate = { $subject }で選《えら》んだ時間《じかん》は、もう予約《よやく》できません。もっとあとの時間《じかん》を選《えら》んでください。
violation-slotTooMany = { $subject }は、1回《かい》に{ $limit }人《にん》まで予約《よやく》できます。人《ひと》の数《かず》を少《すく》なくしてください。
violation-calculation = { $subject }を計算《けいさん》することができません。ほかに書《か》いた数《かず》を確《たし》かめてください。
violation-rule = { $subject }が、ほかに書《か》いたことと合《あ》いません。確《たし》かめてください。

## Numbers somebody was given

violation-corporateNumber = { $subject }は、13個《こ》の数字《すうじ》を書《か》いてください。
violation-invoiceNumber = { $subject }は、Tと13個《こ》の数字《すうじ》を書《か》いてください（例《れい》：T1234567890123）。
violation-myNumber = { $subject }は、12個《こ》の数字《すうじ》を書《か》いてください。
violation-keyNumber = { $subject }は、紙《かみ》に書《か》いてある番号《ばんごう》を、同《おな》じように書《か》いてください。
violation-checkDigit = { $subject }の番号《ばんごう》が違《ちが》います。数字《すうじ》を1つずつ確《たし》かめてください。
violation-bankCode = { $subject }は、4個《こ》の数字《すうじ》を書《か》いてください。
violation-branchCode = { $subject }は、3個《こ》の数字《すうじ》を書《か》いてください。
violation-accountNumber = { $subject }は、7個《こ》までの数字《すうじ》を書《か》いてください。
violation-accountHolder = { $subject }は、銀行《ぎんこう》の通帳《つうちょう》に書《か》いてあるカタカナ、アルファベット、数字《すうじ》を書《か》いてください。
violation-bankUnknown = { $subject }の銀行《ぎんこう》がわかりません。通帳《つうちょう》やカードの番号《ばんごう》を確《たし》かめてください。
violation-branchUnknown = { $subject }の支店《してん》がわかりません。通帳《つうちょう》やカードの番号《ばんごう》を確《たし》かめてください。
violation-yuchoSymbol = { $subject }は、通帳《つうちょう》に書《か》いてある5個《こ》の数字《すうじ》（記号《きごう》）を書《か》いてください。
violation-yuchoNumber = { $subject }は、通帳《つうちょう》に書《か》いてある番号《ばんごう》（2個《こ》から8個《こ》の数字《すうじ》）を書《か》いてください。
violation-localGovernmentCode = { $subject }は、6個《こ》の数字《すうじ》を書《か》いてください。
violation-localGovernmentUnknown = { $subject }の市《し》や町《まち》がわかりません。番号《ばんごう》を確《たし》かめてください。

## Files

violation-file = { $subject }のファイルがありません。もう一度《いちど》選《えら》んでください。
violation-fileTooLarge = { $subject }のファイル{ $name }が大《おお》きいです。{ $size }までのファイルを選《えら》んでください。
violation-fileSize = { violation-fileTooLarge }
violation-fileTotal = { $subject }のファイルが、全部《ぜんぶ》で{ $size }より大《おお》きいです。ファイル{ $name }は、受《う》け取《と》っていません。ファイルを少《すく》なくしてください。
violation-fileType = { $subject }のファイル{ $name }は使《つか》うことができません。{ $types }のファイルを選《えら》んでください。
violation-fileCount = { $subject }のファイルが多《おお》いです。{ violation-pieces }までにしてください。
violation-fileEmpty = { $subject }のファイル{ $name }に何《なに》もありません。違《ちが》うファイルを選《えら》んでください。
violation-fileUnreadable = { $subject }のファイル{ $name }を開《ひら》くことができません。違《ちが》うファイルを選《えら》んでください。
violation-fileDamaged = { violation-fileUnreadable }
