# The start page of a form, and the same page while it takes nothing: not yet open, over, switched off, full.
start-begin = Start now
start-resume = Continue a form you saved
start-audience = Who can apply
start-deadline = Deadline
start-period = Open for applications
start-period-both = From { $from } until { $until }
start-period-from = From { $from }
start-period-until = Until { $until }
start-days-left = { $days ->
        [one] {" "}(1 day left)
       *[other] {" "}({ $days } days left)
    }
start-last-day = {" "}(last day)
start-grace = If you are filling it in at the deadline
start-grace-text = If you began before the deadline, you can still send it up to { $length } after the deadline. You cannot begin after the deadline.
start-grace-now = The period is over. Because you began before it ended, you can still send the form until { $until }.
start-length-minutes = { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
start-length-hours = { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
start-length-both = { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
start-places = Places
start-places-left = { $capacity } ({ $left } left)
start-fee = Fee
start-time = Time needed
start-minutes = { $minutes ->
        [one] About 1 minute
       *[other] About { $minutes } minutes
    }
start-prepare = What you need
start-files = Files to send
start-file = { $label } ({ $types }, up to { $size } each)
start-file-several = { $label } ({ $types }, up to { $size } each, at most { $count } files)
start-type-separator = {", "}
start-numbers = Numbers to look up
start-my-number = { $label } (for example, your My Number card)
start-account = { $label } (for example, your bank book or cash card)
start-sometimes = { $what } – only if it applies to you
start-optional = { $what } – optional
start-privacy = How we use your personal information
start-next-steps = What happens next
start-other-ways = Other ways to apply
start-paper = Open the paper form (PDF)
start-paper-how = You can also print the form, fill it in by hand and bring it to the office.
start-to-portal = See everything you can do online
start-not-yet = Applications are not open yet
start-not-yet-when = You can apply from { $at }. Please open this page again then.
start-closed = Not open for applications
start-closed-now = You cannot apply online for this at the moment.
start-over = Applications have closed
start-over-when = You could apply until { $until }.
start-full = All places are taken
start-full-why = We have received as many applications as we can take ({ $capacity }).
start-instead = For dates and other ways to apply, please ask the office below.
start-instead-below = Other ways to apply are described on this page.
start-unsent = What you entered has not been sent.
start-unsent-look = To see what you entered, use your browser's Back button.
start-moment = { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    } { $day } { $month ->
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
       *[12] December
    } { $year }, { $hour }:{ $minute ->
        [0] 00
       *[other] { $minute }
    }
