# A version that was withdrawn while somebody was filling it in.
save-withdrawn-heading = この手続の内容が変わりました
save-withdrawn-explained = 入力の途中で、手続の内容が新しくなりました。まだ何も送信されていません。入力した内容のうち、変わっていない項目は引き継ぎます。
save-withdrawn-reason = 変わった理由
save-withdrawn-changes = 変わったところ
save-withdrawn-lost = 引き継げないため、もう一度入力していただく項目、またはなくなった項目
save-withdrawn-continue = 新しい内容で続ける
save-changed-added = 「{ $label }」が加わりました。
save-changed-removed = 「{ $label }」はなくなりました。
save-changed-answer = 「{ $label }」の入力のしかたや選べるものが変わりました。
save-changed-required = 「{ $label }」が必須かどうかが変わりました。
save-changed-condition = 「{ $label }」をたずねる場合が変わりました。
save-changed-words = 「{ $label }」の説明や置き場所が変わりました。
save-changed-rest = 案内や確認のきまりが変わりました。
