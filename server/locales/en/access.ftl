# The door of a form that is not for everybody: a password, a secret link, or staff only.
access-password = Enter the password
access-password-how = Only people who know the password can use this form. Enter the password that was sent to you.
access-password-label = Password
access-password-open = Continue
access-password-ask = If you do not know the password, ask the office that sent you the letter or message.
access-password-wrong = This is not the password. Check capital and small letters and letters that look alike (0 and O), and try again.
access-password-too-often = Too many wrong passwords were entered, so it cannot be checked now. Wait about a minute and try again.
access-link = Open this form with your link
access-link-why = Only people who were sent a special link (address) can open this page.
access-link-do = Check that you have opened the whole link, or scan the code again. If it still does not open, ask the office that sent it to you. If you were filling in the form, your browser’s Back button takes you back to it. Nothing has been sent yet.
access-staff = This page is for staff only
access-staff-why = Sign in to the staff site to open this page. You also see this when you have been signed out.
access-staff-do = After you have signed in, press “Open again”. If you were filling in the form, sign in in another tab and then use your browser’s Back button to go on. Nothing has been sent yet.
access-staff-again = Open again
