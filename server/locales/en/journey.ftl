journey-steps = Your progress
journey-step-done = {" "}(completed)
journey-step-now = {" "}(you are here)
journey-step-next = {" "}(still to come)
journey-summary =
    { $count ->
        [one] Please check your answers ({ $count } problem)
       *[other] Please check your answers ({ $count } problems)
    }
journey-next = Next
journey-to-confirmation = Continue to check your answers
journey-back = Back
journey-minutes =
    { $minutes ->
        [one] Time needed: about { $minutes } minute
       *[other] Time needed: about { $minutes } minutes
    }
journey-prepare = What you need
journey-exit = This is where the form ends for you. Nothing has been sent.
journey-exit-back = Go back and check your answers
journey-more-on-page = There are more questions because of what you answered. Please continue.
journey-more-pages = There are more questions because of what you changed. Please continue.
journey-changed = What will be sent has changed since you last checked it. Please check it again, then send it.
journey-required = Required
journey-optional = Optional
journey-choose = Please choose
journey-locate = Use my current location
journey-not-worked-out = This appears once you have answered the questions it is calculated from.
journey-work-out = Calculate again
journey-files = { $question }: files received
journey-remove-file = Remove
journey-sign = Sign inside the box with your finger, a pen or the mouse. If you cannot, you can choose an image of your signature below.
journey-sign-again = Clear and sign again
journey-signed = We have your signature. To sign again, please remove it first.
journey-files-full = We have as many files as can be sent. To exchange a file, please remove it first.
journey-row = { $title } { $number }
journey-row-up = Move up
journey-row-down = Move down
journey-row-move = : { $row }
journey-row-remove = Remove { $row }
journey-row-add = Add: { $title }
journey-rows-full = You can fill in “{ $title }” up to { $max } times. No more can be added.
