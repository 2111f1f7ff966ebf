# The list of procedures at /, and the search in it.
portal-title = オンラインでできる手続
portal-search = 手続を探す
portal-search-help = ふだんの言葉やひらがなでも探せます（例：ひっこし、子ども　手当）。
portal-search-button = 探す
portal-categories = 分類から探す
portal-other = そのほかの手続
portal-none = いま受け付けている手続はありません。
portal-found = 「{ $query }」で見つかった手続（{ $count }件）
portal-not-found = 「{ $query }」に合う手続は見つかりませんでした
portal-not-found-shorter = 短い言葉や、別の言い方で探してみてください（例：「引っ越しの届出をしたい」→「引っ越し」）。
portal-not-found-below = 下の一覧からも探せます。オンラインではできない手続もありますので、見つからないときは窓口や電話でおたずねください。
portal-all = すべての手続
portal-show-all = すべての手続を見る
portal-opens = { $at }から受け付けます
portal-closes = { $until }まで
portal-full = 定員に達したため、受け付けていません
