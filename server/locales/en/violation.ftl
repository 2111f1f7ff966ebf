## How a place is named

violation-in-row = { $row }, { $subject }
violation-in-field = { $field } ({ $part })
violation-own-in-row = { $row }: { $sentence }
violation-answers = Your answers
violation-limit-unknown = the limit
violation-file-name = {" "}“{ $name }”
violation-types-unknown = an accepted type

## For codes without a sentence

violation-unknown = Check { $subject }.

## Presence

violation-required = { $subject }: enter an answer.
violation-required-choose = { $subject }: choose an option.
violation-required-question = { $subject }: choose an option.
violation-required-file = { $subject }: choose a file.
violation-required-tick = { $subject }: tick the box.
violation-required-hidden = { $subject } is missing. Open the link in the notice we sent you again.
violation-consent = Tick “{ $text }” to continue. This procedure needs your agreement.
violation-unknownProperty = { $subject }: this form does not ask for this. Answer only the questions shown and send the form again.
violation-journeyEnds = This procedure cannot be completed online with these answers. Go back and check them.

## Type, length, size, number

violation-type = { $subject }: this could not be read. Enter it again as described.
violation-type-integer = { $subject }: enter a whole number, such as 3.
violation-type-number = { $subject }: enter a number.
violation-schema = { $subject }: this does not meet the conditions. Read the description and enter it again.
violation-minLength = { $subject }: enter at least { $count ->
        [one] { $limit } character
       *[other] { $limit } characters
    }.
violation-maxLength = { $subject }: enter no more than { $count ->
        [one] { $limit } character
       *[other] { $limit } characters
    }.
violation-maxCharacters = { violation-maxLength }
violation-maxCharacters-now = { $subject }: enter no more than { $count ->
        [one] { $limit } character
       *[other] { $limit } characters
    }. You have entered { $actual }.
violation-pattern = { $subject }: this is not in the right format. Enter it as described.
violation-minimum = { $subject }: enter { $amount } or more.
violation-maximum = { $subject }: enter { $amount } or less.
violation-exclusiveMinimum = { $subject }: enter more than { $amount }.
violation-exclusiveMaximum = { $subject }: enter less than { $amount }.
violation-multipleOf = { $subject }: enter a multiple of { $amount }.
violation-pieces = { $limit }
violation-minItems = { $subject }: choose at least { $count ->
        [one] { $limit } option
       *[other] { $limit } options
    }.
violation-maxItems = { $subject }: choose no more than { $count ->
        [one] { $limit } option
       *[other] { $limit } options
    }.
violation-minItems-rows = { $subject }: fill in at least { $limit }.
violation-maxItems-rows = { $subject }: no more than { $limit } can be entered. Remove some.
violation-uniqueItems = { $subject }: the same answer is given more than once. Choose each only once.
violation-choice = { $subject }: choose one of the options shown.
violation-exclusive = { $subject }: one of your choices cannot be combined with the others. Keep either that one or the others.

## Kinds

violation-integerFormat = { $subject }: enter a whole number, such as 3.
violation-decimalFormat = { $subject }: enter a number, such as 36.5.
violation-dateFormat = { $subject }: this could not be read as a date. Enter year, month and day in figures, such as 1980, 4 and 1.
violation-dateExists = { $subject }: there is no such date. Check the year, month and day.
violation-month = { $subject }: enter the year (such as 2026) and the month (1 to 12).
violation-time = { $subject }: enter the hour (0 to 23) and the minute (0 to 59) in figures.
violation-dateTime = { $subject }: this could not be read. Check the year, month, day, hour and minute.
violation-earliest = { $subject }: enter a later date.
violation-earliest-day = { $subject }: enter { $moment } or a later date.
violation-earliest-month = { $subject }: enter { $moment } or a later month.
violation-earliest-time = { $subject }: enter { $moment } or a later time.
violation-latest = { $subject }: enter an earlier date.
violation-latest-day = { $subject }: enter { $moment } or an earlier date.
violation-latest-month = { $subject }: enter { $moment } or an earlier month.
violation-latest-time = { $subject }: enter { $moment } or an earlier time.
violation-step = { $subject }: enter a time in the steps allowed.
violation-step-minutes = { $subject }: enter a time in steps of { $limit } minutes.
violation-rangeOrder = { $question }: the end is before the start. Check both dates.
violation-maxDays = { $question }: enter a shorter period.
violation-maxDays-limit = { $question }: enter a period of no more than { $count ->
        [one] { $limit } day
       *[other] { $limit } days
    }.
violation-kana = { $subject }: enter this in katakana, such as マドグチ.
violation-phone = { $subject }: enter 10 or 11 digits beginning with 0, including the area code, such as 03-0000-0000.
violation-email = { $subject }: enter an address such as name@example.jp.
violation-url = { $subject }: enter an address such as https://www.example.jp/.
violation-postalCode = { $subject }: enter 7 digits, such as 100-0001.
violation-confirmation = { $subject }: the two entries differ. Enter the same address twice.
violation-otherText = { $subject }: you chose “other”. Write what it is.
violation-mapPoint = { $subject }: enter the latitude and longitude in figures, such as 35.681236 and 139.767125.
violation-slot = { $subject }: this appointment does not exist any more. Choose a place and a time again.
violation-slotTaken = { $subject }: this appointment has just been taken by somebody else. Nothing you entered is lost. Choose another one.
violation-slotClosed = { $subject }: this appointment is no longer offered. Choose another one.
violation-slotNotYet = { $subject }: booking has not begun yet. Send the form again when it has.
violation-slotTooEarly = { $subject }: this day cannot be booked yet. Choose an earlier day.
violation-slotTooLate = { $subject }: this appointment can no longer be booked. Choose a later one.
violation-slotTooMany = { $subject }: one booking is for at most { $limit } people. Enter a smaller number.
violation-calculation = { $subject }: this cannot be worked out. Check the answers it is calculated from.
violation-rule = { $subject }: this does not agree with your other answers. Check them.

## Numbers somebody was given

violation-corporateNumber = { $subject }: enter 13 digits.
violation-invoiceNumber = { $subject }: enter T and 13 digits, such as T1234567890123.
violation-myNumber = { $subject }: enter 12 digits.
violation-keyNumber = { $subject }: enter the number exactly as it is printed on your notice.
violation-checkDigit = { $subject }: there is a mistake in this number. Check it digit by digit.
violation-bankCode = { $subject }: enter 4 digits.
violation-branchCode = { $subject }: enter 3 digits.
violation-accountNumber = { $subject }: enter up to 7 digits.
violation-accountHolder = { $subject }: enter the katakana, letters and digits printed in your bankbook.
violation-bankUnknown = { $subject }: no bank has this code. Check your bankbook or cash card.
violation-branchUnknown = { $subject }: no branch has this code. Check your bankbook or cash card.
violation-yuchoSymbol = { $subject }: enter the 5 digits (記号, kigō) printed in your bankbook.
violation-yuchoNumber = { $subject }: enter the 2 to 8 digits (番号, bangō) printed in your bankbook.
violation-localGovernmentCode = { $subject }: enter 6 digits.
violation-localGovernmentUnknown = { $subject }: no municipality has this code. Check the number.

## Files

violation-file = { $subject }: we have not received the file. Choose it again.
violation-fileTooLarge = { $subject }: the file{ $name } is too large. Choose a file of up to { $size }.
violation-fileSize = { violation-fileTooLarge }
violation-fileTotal = { $subject }: the files are larger than { $size } in total. The file{ $name } was not accepted. Choose fewer or smaller files.
violation-fileType = { $subject }: the file{ $name } is of a type we cannot accept. Choose one of these types: { $types }.
violation-fileCount = { $subject }: choose no more than { $count ->
        [one] { $limit } file
       *[other] { $limit } files
    }.
violation-fileEmpty = { $subject }: the file{ $name } is empty. Choose another.
violation-fileUnreadable = { $subject }: the file{ $name } cannot be read. Make sure that it is not damaged and choose it again.
violation-fileDamaged = { violation-fileUnreadable }
