# The poster to be pinned up (PDF).
poster-kicker = スマートフォンや パソコンで できます
poster-step-scan = スマートフォンのカメラで 左《ひだり》の しるしを 写《うつ》します。
poster-step-open = 画面《がめん》に 出《で》た リンクを 開《ひら》きます。
poster-step-send = 画面《がめん》を 見《み》ながら 書《か》いて、送《おく》ります。
poster-address = パソコンを 使《つか》う人《ひと》は、ここを 開《ひら》いてください。
poster-contact = 聞《き》くところ
poster-separator = 、
