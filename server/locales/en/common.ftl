language-name = English
skip-to-content = Skip to content
step-of = Step { $step } of { $steps }
common-title = { $title } | { $organization }
common-title-with-errors = Error: { $title } | { $organization }
common-title-of-form = { $page } | { $form }
common-preview = Preview
common-preview-banner = Preview: nothing can be sent
common-languages = Languages
common-show-readings = Show readings (furigana)
common-hide-readings = Hide readings (furigana)
common-only-japanese = The questions and explanations of this form are in Japanese only.
common-partly-japanese = Some of the questions and explanations of this form are in Japanese only.
common-contact = Questions about this form
common-contact-phone = Phone:{" "}
common-contact-email = Email:{" "}
common-about = : { $what }
common-file = { $name } ({ $size })
common-unreadable-file = File that cannot be read
common-next-steps = What happens next
common-privacy = How we use your personal information
common-moment =
    { $day } { $month ->
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
    } { $year }, { $hour }:{ $minute }
common-portal-title = What you can do online
common-portal-empty = No forms are open at the moment.
common-portal-other = Other forms
common-state-received = Received
common-state-in-progress = In progress
common-state-completed = Completed
common-state-withdrawn = Withdrawn
