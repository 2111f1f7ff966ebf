# Files that residents send.
files-send-chosen = 選んだファイルを送る
