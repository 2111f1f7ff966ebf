# The list of procedures at /, and the search in it.
portal-title = インターネットでできる手続《てつづ》き
portal-search = 手続《てつづ》きを 探《さが》す
portal-search-help = ひらがなでも 探《さが》すことができます（例《れい》：ひっこし、こども）。
portal-search-button = 探《さが》す
portal-categories = 種類《しゅるい》から 探《さが》す
portal-other = ほかの手続《てつづ》き
portal-none = 今《いま》、インターネットでできる手続《てつづ》きはありません。
portal-found = 「{ $query }」の手続《てつづ》き：{ $count }
portal-not-found = 「{ $query }」の手続《てつづ》きは 見《み》つかりませんでした
portal-not-found-shorter = 短《みじか》い言葉《ことば》や、ほかの言葉《ことば》で もう一度《いちど》 探《さが》してください（例《れい》：「ひっこし」）。
portal-not-found-below = 下《した》からも 探《さが》すことができます。インターネットでは できない手続《てつづ》きもあります。わからないときは、窓口《まどぐち》や電話《でんわ》で 聞《き》いてください。
portal-all = ぜんぶの手続《てつづ》き
portal-show-all = ぜんぶの手続《てつづ》きを 見《み》る
portal-opens = { $at }から 始《はじ》まります
portal-closes = { $until }まで
portal-full = もう いっぱいです
