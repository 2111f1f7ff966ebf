value-month-name = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[other] December
    }
value-day = { $day } { value-month-name } { $year }
value-month = { value-month-name } { $year }
value-time = { $hour }:{ $minute }
value-time-seconds = { $hour }:{ $minute }:{ $second }
value-day-era = { value-day }
value-month-era = { value-month }
value-moment = { $day }, { $time }
value-from = From { $day }
value-until = To { $day }
value-yes = Yes
value-agreed = I agree
value-amount = { $number } { $unit }
value-amount-sign = { $number }{ $unit }
value-yen = ¥{ $number }
value-rank = Choice { $rank }
value-rating = { $number } ({ $meaning })
value-answer = { $label }: { $answer }
value-row = { $title } { $number }
value-former-name = Former family name: { $name }
value-former-name-read = Former family name: { $name } ({ $reading })
value-named = { $name } ({ $code })
value-account-ordinary = Ordinary
value-account-current = Current
value-account-savings = Savings
value-yucho-symbol = 記号 (kigō) { $symbol }
value-yucho-number = 番号 (bangō) { $number }
# An appointment: where, on which day, from when until when.
value-visit = { $place }, { $day }, { $from }–{ $until }
