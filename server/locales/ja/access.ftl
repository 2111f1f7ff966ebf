# The door of a form that is not for everybody: a password, a secret link, or staff only.
access-password = パスワードを入力してください
access-password-how = この手続は、パスワードを知っている方だけが申請できます。案内に書かれたパスワードを入力してください。
access-password-label = パスワード
access-password-open = 進む
access-password-ask = パスワードがわからないときは、案内をお送りした担当の窓口におたずねください。
access-password-wrong = パスワードが違います。大文字と小文字、似た文字（0とOなど）を確かめて、もう一度入力してください。
access-password-too-often = 間違ったパスワードの入力が続いたため、いまは確かめられません。1分ほど待ってから、もう一度入力してください。
access-link = 専用のリンクから開いてください
access-link-why = このページは、案内でお知らせした専用のリンク（アドレス）を知っている方だけが開けます。
access-link-do = 案内に書かれたリンクを、最後まで正しく開いているか確かめてください。二次元コードがあるときは、もう一度読み取ってください。それでも開けないときは、案内をお送りした担当の窓口におたずねください。入力の途中だった方は、ブラウザーの「戻る」で前の画面に戻れます。まだ何も送信されていません。
access-staff = 職員だけが開けるページです
access-staff-why = このページを開くには、職員用の画面でログインしてください。ログインが切れたときも、このページが出ます。
access-staff-do = ログインした後に「もう一度開く」を押してください。入力の途中だった方は、別のタブでログインしてから、ブラウザーの「戻る」で前の画面に戻ると続けられます。まだ何も送信されていません。
access-staff-again = もう一度開く
