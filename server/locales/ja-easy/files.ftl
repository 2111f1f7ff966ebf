files-send-chosen = 選《えら》んだファイルを送《おく》る
