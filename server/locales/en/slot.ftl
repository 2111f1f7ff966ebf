# Appointments: picking one in a form, and changing or cancelling it later.
slot-place = Place
slot-show-place = Show this place
slot-weekday-short = { $weekday ->
        [1] Mo
        [2] Tu
        [3] We
        [4] Th
        [5] Fr
        [6] Sa
       *[7] Su
    }
slot-weekday = { $weekday ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    }
slot-day = { $weekday }, { $day } { value-month-name }
slot-room-free = free
slot-room-few = few left
slot-room-none = full
slot-summary = { $place }: { $count ->
        [one] { $count } day is free.
       *[other] { $count } days are free.
    }
slot-pick-day = Press a day to see its times.
slot-times = Times on { $day }
slot-time = { $from } to { $until }
slot-chosen = Your choice
slot-forget = Remove this choice
slot-held = This appointment is kept for you until { $until }. Please send the form before then.
slot-look = Check again
slot-missing = The appointments cannot be shown at the moment. Please wait a little and check again.
slot-nothing = There are no appointments to book at the moment.
slot-full-here = Everything at this place is taken at the moment. Choose another place, or wait for a cancellation.
slot-full = Everything is taken at the moment. If somebody cancels, an appointment may become free.
slot-other-ways = For other ways to apply and for further dates, please ask the office below.
slot-opening = { $day } { $year }, { $hour }:{ $minute }:{ $second }
slot-not-yet = Booking begins on { $moment }.
slot-not-yet-do = Press the button below when it is time. What you entered stays.
slot-too-many = One booking is for at most { $limit } people. Please change the number of people.
slot-offers = Free appointments close by (press to choose)
slot-offer = { $day }, { $time }, { $place } ({ $room })
slot-current = your appointment
slot-preview = There are no appointments yet. Make a calendar with the key “{ $key }” on the booking screen; its places, days and times will be shown here.
# On the page of the receipt.
slot-yours = Your appointment
slot-yours-none = The appointment of this application was cancelled.
slot-until = You can change or cancel it until { $until }.
slot-over = It is too late to change or cancel here. If you cannot come, please tell the office below.
slot-unlock = To change or cancel it, we have to make sure that it is you. Go on at “See what you sent again” below.
slot-unlock-none = To change or cancel it, please tell the office below your receipt number.
slot-change = Change the appointment
slot-cancel = Cancel the appointment
slot-to-receipt = Back to the page of your application
slot-change-title = Change your appointment
slot-change-now = Your appointment now
slot-change-how = Choose another time and press “Change to this time”. Until then you keep the appointment you have.
slot-change-field = New time
slot-change-do = Change to this time
slot-change-choose = Choose a new time.
slot-changed = Your appointment was changed
slot-changed-now = Your new appointment
slot-cancel-title = Cancel this appointment?
slot-cancel-what = If you cancel, somebody else can book this time. You cannot take it back.
slot-cancel-do = Cancel the appointment
slot-cancel-not = Keep it and go back
slot-cancelled = Your appointment was cancelled
slot-cancelled-was = The appointment that was cancelled
slot-cancelled-again = To book again, please apply anew.
slot-stale = The appointment was changed in another window or by the office. Check how it is now and, if necessary, try again.
slot-pass-expired = It took too long to go on
slot-pass-expired-text = More than 30 minutes have passed since we made sure that it is you. Your appointment is as it was. Open the page of your application again and start over.
