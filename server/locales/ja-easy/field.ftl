## Rules under the label

field-example = 例《れい》：{ $example }
field-hours = 午後《ごご》3時《じ》は、15時《じ》と書《か》いてください。
field-year = 年《ねん》は、2026のように書《か》いてください。令和《れいわ》8と書《か》くこともできます。
field-year-of-birth = 年《ねん》は、1980のように書《か》いてください。昭和《しょうわ》55と書《か》くこともできます。
field-ranking = 1番目《ばんめ》から順番《じゅんばん》に、違《ちが》うものを選《えら》んでください。
field-map-point = 緯度《いど》と経度《けいど》を数字《すうじ》で書《か》いてください（例《れい》：緯度《いど》 35.681236、経度《けいど》 139.767125）。
field-signature = 紙《かみ》に名前《なまえ》を書《か》いて、写真《しゃしん》を送《おく》ることもできます（JPEGかPNG、{ $size }まで）。
field-any = 当《あ》てはまるものを全部《ぜんぶ》選《えら》んでください。
field-any-said = 全部
field-length = { $limit }文字《もじ》までで書《か》いてください。
field-length-said = 文字
field-file = { $types }のファイルを選《えら》んでください。{ $size }までです。
field-files = { $types }のファイルを選《えら》んでください。1つは{ $size }までです。{ $count ->
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
    }まで選《えら》ぶことができます。
field-files-total = { field-files }全部《ぜんぶ》で{ $total }までです。
field-type-jpeg = 写真《しゃしん》（JPEG）
field-type-png = 画像《がぞう》（PNG）
field-type-pdf = PDF
field-types-between = 、
field-file-unreadable = 開《ひら》くことができないファイル

## Labels of inputs

field-box-year = 年《ねん》
field-box-month = 月《がつ》
field-box-day = 日《にち》
field-box-hour = 時《じ》
field-box-minute = 分《ふん》
field-half-date = 日《ひ》
field-half-time = 時間《じかん》
field-half-start = 始《はじ》まりの日《ひ》
field-half-end = 終《お》わりの日《ひ》
field-latitude = 緯度《いど》
field-longitude = 経度《けいど》
field-mail-again = もう一度《いちど》、同《おな》じメールアドレスを書《か》いてください
field-other = 「{ $choice }」は、どんなことですか
field-rank = { $rank }番目《ばんめ》

## Parts of names, addresses and accounts

field-part-personName-familyName = 名字《みょうじ》（姓《せい》）
field-part-personName-givenName = 名前《なまえ》（名《めい》）
field-part-personName-familyNameKana = 名字《みょうじ》（カタカナ）
field-part-personName-givenNameKana = 名前《なまえ》（カタカナ）
field-part-personName-formerFamilyName = 前《まえ》の名字《みょうじ》（旧姓《きゅうせい》）
field-part-personName-formerFamilyNameKana = 前《まえ》の名字《みょうじ》（カタカナ）
field-part-postalAddress-postalCode = 郵便番号《ゆうびんばんごう》
field-part-postalAddress-prefecture = 都道府県《とどうふけん》
field-part-postalAddress-cityAndCounty = 市区町村《しくちょうそん》
field-part-postalAddress-streetAddress = 町《まち》の名前《なまえ》と番地《ばんち》
field-part-postalAddress-buildingNameEtc = 建物《たてもの》の名前《なまえ》と部屋《へや》の番号《ばんごう》
field-part-postalAddress-localGovernmentCode = 市区町村《しくちょうそん》の番号《ばんごう》（6個《こ》の数字《すうじ》）
field-part-bankAccount-bankCode = 銀行《ぎんこう》の番号《ばんごう》（4個《こ》の数字《すうじ》）
field-part-bankAccount-bankName = 銀行《ぎんこう》の名前《なまえ》
field-part-bankAccount-branchCode = 支店《してん》の番号《ばんごう》（3個《こ》の数字《すうじ》）
field-part-bankAccount-branchName = 支店《してん》の名前《なまえ》
field-part-bankAccount-accountType = 口座《こうざ》の種類《しゅるい》
field-part-bankAccount-accountNumber = 口座《こうざ》の番号《ばんごう》
field-part-bankAccount-accountHolderKana = 口座《こうざ》の名前《なまえ》（カタカナ）
field-part-yuchoAccount-symbol = 記号《きごう》（5個《こ》の数字《すうじ》）
field-part-yuchoAccount-number = 番号《ばんごう》
field-part-yuchoAccount-bankCode = 銀行《ぎんこう》の番号《ばんごう》
field-part-yuchoAccount-branchCode = 店《みせ》の番号《ばんごう》
field-part-yuchoAccount-branchName = 店《みせ》の名前《なまえ》
field-part-yuchoAccount-accountType = 口座《こうざ》の種類《しゅるい》
field-part-yuchoAccount-accountNumber = 口座《こうざ》の番号《ばんごう》
field-part-yuchoAccount-accountHolderKana = 口座《こうざ》の名前《なまえ》（カタカナ）
field-part-dateRange-startDate = 始《はじ》まりの日《ひ》
field-part-dateRange-endDate = 終《お》わりの日《ひ》
