# The poster to be pinned up (PDF).
poster-kicker = スマートフォンやパソコンから申請できます
poster-step-scan = スマートフォンのカメラで、左のコードを読み取ります。
poster-step-open = 表示されたリンクを開きます。
poster-step-send = 画面の案内に沿って入力し、送信します。
poster-address = パソコンからは、次のアドレスを開いてください。
poster-contact = 問い合わせ先
poster-separator = 、
