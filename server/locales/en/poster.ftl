# The poster to be pinned up (PDF).
poster-kicker = Apply with your phone or computer
poster-step-scan = Point your phone's camera at the code on the left.
poster-step-open = Open the link that appears.
poster-step-send = Follow the steps on the screen and send.
poster-address = On a computer, open this address.
poster-contact = Questions?
poster-separator = {", "}
