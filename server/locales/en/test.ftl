# Test submissions: staff try a form out to the end.
test-banner = Test submission: this is not a real application
test-not-allowed = You cannot do this
test-not-allowed-text = Test submissions need the role of an editor or higher. Please ask your administrator.
test-gone = This test version does not exist
test-gone-text = The test submissions were erased, and this test version with them. Please start a new test submission in the form editor.
test-receipt = This is the receipt of a test submission. It does not count anywhere and is in no export, and mails about it reach only the member of staff who sent it.
test-receipt-case = Open this test submission in the staff pages
# Before the subject of a mail and the title of a PDF.
test-marked = 【テスト】{ $text }
test-mail-text = This mail was sent by a member of staff who is trying the form out. It is not about a real application.
test-pdf-name = Receipt (test)
test-pdf-text = This is the receipt of a test submission. No real application was received.
