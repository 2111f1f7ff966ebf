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
