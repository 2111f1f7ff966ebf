# What stands at a question by itself: labels of its inputs, and what the widget accepts.

## Rules under the label

field-example = 例：{ $example }
field-hours = 時は24時間（例：15時30分）で入力してください。
field-year = 年は西暦でも和暦（例：令和8、R8）でも入力できます。
field-year-of-birth = 年は西暦（例：1980）でも和暦（例：昭和55、S55）でも入力できます。
field-ranking = 希望する順に、違うものを選んでください。
field-map-point = 緯度と経度を、10進数の度で入力してください（例：緯度 35.681236、経度 139.767125）。
field-signature = 画像で送るときは、紙に書いた署名の写真などを選んでください（JPEGかPNG、{ $size }まで）。
field-any = あてはまるものをすべて選んでください。
# A form whose own help has this word says it already.
field-any-said = すべて
field-length = { $limit }文字以内で入力してください。
# A form whose own help has this word says it already.
field-length-said = 文字
field-file = { $types }のファイル、1つ{ $size }まで。
field-files = { $types }のファイル、1つ{ $size }まで。{ $count ->
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
    }まで選べます。
field-files-total = { field-files }全部で{ $total }までです。
field-type-jpeg = 写真（JPEG）
field-type-png = 画像（PNG）
field-type-pdf = PDF
field-types-between = ・
field-file-unreadable = 読み取れないファイル

## Labels of inputs

field-box-year = 年
field-box-month = 月
field-box-day = 日
field-box-hour = 時
field-box-minute = 分
field-half-date = 日付
field-half-time = 時刻
field-half-start = 開始日
field-half-end = 終了日
field-latitude = 緯度
field-longitude = 経度
field-mail-again = 確認のため、もう一度入力してください
field-other = 「{ $choice }」の内容
field-rank = 第{ $rank }希望

## Parts of names, addresses and accounts

field-part-personName-familyName = 姓
field-part-personName-givenName = 名
field-part-personName-familyNameKana = 姓（フリガナ）
field-part-personName-givenNameKana = 名（フリガナ）
field-part-personName-formerFamilyName = 旧姓
field-part-personName-formerFamilyNameKana = 旧姓（フリガナ）
field-part-postalAddress-postalCode = 郵便番号
field-part-postalAddress-prefecture = 都道府県
field-part-postalAddress-cityAndCounty = 市区町村
field-part-postalAddress-streetAddress = 町名・番地
field-part-postalAddress-buildingNameEtc = 建物名・部屋番号
field-part-postalAddress-localGovernmentCode = 全国地方公共団体コード
field-part-bankAccount-bankCode = 金融機関コード
field-part-bankAccount-bankName = 金融機関名
field-part-bankAccount-branchCode = 支店コード
field-part-bankAccount-branchName = 支店名
field-part-bankAccount-accountType = 預金種目
field-part-bankAccount-accountNumber = 口座番号
field-part-bankAccount-accountHolderKana = 口座名義（カナ）
field-part-yuchoAccount-symbol = 記号
field-part-yuchoAccount-number = 番号
field-part-yuchoAccount-bankCode = 金融機関コード
field-part-yuchoAccount-branchCode = 店番
field-part-yuchoAccount-branchName = 店名
field-part-yuchoAccount-accountType = 預金種目
field-part-yuchoAccount-accountNumber = 口座番号
field-part-yuchoAccount-accountHolderKana = 口座名義（カナ）
field-part-dateRange-startDate = 開始日
field-part-dateRange-endDate = 終了日
