## Rules under the label

field-example = Example: { $example }
field-hours = Use the 24-hour clock, such as 15 and 30 for half past three in the afternoon.
field-year = Enter the year in the Western calendar (such as 2026) or the Japanese one (such as 令和8 or R8).
field-year-of-birth = Enter the year in the Western calendar (such as 1980) or the Japanese one (such as 昭和55 or S55).
field-ranking = Choose a different one for each place, in order of preference.
field-map-point = Enter latitude and longitude in decimal degrees, such as latitude 35.681236 and longitude 139.767125.
field-signature = To send a picture instead, choose for example a photograph of your signature on paper (JPEG or PNG, up to { $size }).
field-any = Choose all that apply.
field-any-said = all that apply
field-length = Enter no more than { $count ->
        [one] { $limit } character
       *[other] { $limit } characters
    }.
field-length-said = character
field-file = { $types }; up to { $size }.
field-files = { $types }; up to { $size } each. You can choose up to { $count ->
        [one] { $limit } file
       *[other] { $limit } files
    }.
field-files-total = { field-files } No more than { $total } in total.
field-type-jpeg = photo (JPEG)
field-type-png = image (PNG)
field-type-pdf = PDF
field-types-between = {", "}
field-file-unreadable = a file that cannot be read

## Labels of inputs

field-box-year = Year
field-box-month = Month
field-box-day = Day
field-box-hour = Hour
field-box-minute = Minute
field-half-date = Date
field-half-time = Time
field-half-start = Start date
field-half-end = End date
field-latitude = Latitude
field-longitude = Longitude
field-mail-again = Enter it once more, so that we can check it
field-other = Details of “{ $choice }”
field-rank = Choice { $rank }

## Parts of names, addresses and accounts

field-part-personName-familyName = Family name
field-part-personName-givenName = Given name
field-part-personName-familyNameKana = Family name in katakana
field-part-personName-givenNameKana = Given name in katakana
field-part-personName-formerFamilyName = Former family name
field-part-personName-formerFamilyNameKana = Former family name in katakana
field-part-postalAddress-postalCode = Postcode
field-part-postalAddress-prefecture = Prefecture
field-part-postalAddress-cityAndCounty = City, ward, town or village
field-part-postalAddress-streetAddress = Area and block number
field-part-postalAddress-buildingNameEtc = Building and room number
field-part-postalAddress-localGovernmentCode = Municipality code
field-part-bankAccount-bankCode = Bank code
field-part-bankAccount-bankName = Bank
field-part-bankAccount-branchCode = Branch code
field-part-bankAccount-branchName = Branch
field-part-bankAccount-accountType = Account type
field-part-bankAccount-accountNumber = Account number
field-part-bankAccount-accountHolderKana = Account holder in katakana
field-part-yuchoAccount-symbol = 記号 (kigō, 5 digits)
field-part-yuchoAccount-number = 番号 (bangō)
field-part-yuchoAccount-bankCode = Bank code
field-part-yuchoAccount-branchCode = Branch code
field-part-yuchoAccount-branchName = Branch
field-part-yuchoAccount-accountType = Account type
field-part-yuchoAccount-accountNumber = Account number
field-part-yuchoAccount-accountHolderKana = Account holder in katakana
field-part-dateRange-startDate = Start date
field-part-dateRange-endDate = End date
