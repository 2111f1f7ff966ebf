# Files that residents send.
files-send-chosen = 選んだファイルを送る
# The connection was so slow that the server stopped waiting.
files-cut-heading = 通信が途中で止まりました
files-cut-what = 内容が届くのを待ちましたが、通信が遅いか途切れているため、受け取れませんでした。まだ何も送信されていません。
files-cut-do = 電波のよい場所に移るか通信を確かめてから、ブラウザーの「戻る」で前の画面に戻り、もう一度お試しください。写真を選んでいるときは、小さくした写真にすると送りやすくなります。
# What a refused file is called in its sentence.
files-named = 「{ $name }」
files-the-file = 選んだファイル
# What a question takes.
files-name-some = 決められた種類
files-name-between = ・
# Why a file was not taken, and what to send instead.
files-type-heic = { $subject }：{ $name }はHEIC（iPhoneなどの写真の形式）で、受け取れません。{ $types }のファイルを選んでください。iPhoneでは「設定」の「カメラ」にある「フォーマット」を「互換性優先」にして撮り直すか、写真を画面に表示してスクリーンショットを撮り、その画像を選んでください。
files-type-picture = { $subject }：{ $name }は、ここでは受け取れない形式の画像です。{ $types }で保存し直すか、画像を画面に表示してスクリーンショットを撮り、その画像を選んでください。
files-type-page = { $subject }：{ $name }はウェブページのファイルです。受け取れるのは{ $types }です。ページを画面に表示して「印刷」から「PDFに保存」をするか、スクリーンショットを撮って、そのファイルを選んでください。
files-type-office = { $subject }：{ $name }は、文書や表のファイルです。受け取れるのは{ $types }です。作成したソフトで「PDFとして保存」するか、印刷したものを写真に撮って、そのファイルを選んでください。
files-type-archive = { $subject }：{ $name }は、ファイルをまとめたもの（ZIPなど）です。まとめる前のファイルを取り出して、{ $types }のファイルを選んでください。
files-type-program = { $subject }：{ $name }の中身はプログラムで、受け取れません。名前が正しくても中身が違うことがあります。{ $types }のファイルを選んでください。
files-type-video = { $subject }：{ $name }は動画か音声です。受け取れるのは{ $types }です。動画のときは、見せたい場面のスクリーンショットを撮って、その画像を選んでください。
files-type-other = { $subject }：{ $name }は受け取れない種類です。{ $types }のファイルを選んでください。
files-refused-mixed = { $subject }：{ $name }の中に、別の種類のファイルが一緒に入っているため、受け取れません。元の書類を開いて「印刷」から「PDFに保存」をし、できたファイルを選んでください。
files-refused-pixels = { $subject }：{ $name }は、縦横の大きさが大きすぎて開けません。小さくした画像か、画面に表示して撮ったスクリーンショットを選んでください。
files-refused-locked = { $subject }：{ $name }はパスワードや印刷の制限で保護されたPDFで、担当者が開けません。保護を外すか、書類を開いて「印刷」から「PDFに保存」をし、できたファイルを選んでください。印刷できるときは、紙を写真に撮ったものを選んでください。
files-refused-active = { $subject }：{ $name }には、開いたときに動くしくみ（スクリプトや、中に入ったほかのファイルなど）があるため、受け取れません。書類を開いて「印刷」から「PDFに保存」をし、できたファイルを選んでください。
files-refused-bursting = { $subject }：{ $name }は、開くと極端に大きくなるため、受け取れません。書類を開いて「印刷」から「PDFに保存」をし、できたファイルを選んでください。
files-refused-infected = { $subject }：{ $name }から、ウイルスの疑いがあるものが見つかったため、受け取りませんでした。お使いの機器のウイルス対策を確かめ、別のファイルを選んでください。
files-refused-busy = { $subject }：混み合っているため、{ $name }をいま受け取れませんでした。入力した内容は残っています。少し待ってから、もう一度ファイルを選んでください。
