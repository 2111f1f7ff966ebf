# Days, times and whatever else we word in displayed answers.

value-month-name = { $month }月
value-day = { $year }年{ $month }月{ $day }日
value-month = { $year }年{ $month }月
value-time = { $hour }時{ $minute }分
value-time-seconds = { $hour }時{ $minute }分{ $second }秒
value-day-era = { $era }{ $month }月{ $day }日（{ value-day }）
value-month-era = { $era }{ $month }月（{ value-month }）
value-moment = { $day } { $time }
value-from = { $day }から
value-until = { $day }まで
value-yes = はい
value-agreed = 同意する
# A unit of letters, and one that is a sign (%).
value-amount = { $number }{ $unit }
value-amount-sign = { $number }{ $unit }
value-yen = { $number }円
value-rank = { $rank }番目
value-rating = { $number }（{ $meaning }）
value-answer = { $label }：{ $answer }
value-row = { $title } { $number }
value-former-name = 旧姓：{ $name }
value-former-name-read = 旧姓：{ $name }（{ $reading }）
value-named = { $name }（{ $code }）
value-account-ordinary = 普通
value-account-current = 当座
value-account-savings = 貯蓄
value-yucho-symbol = 記号 { $symbol }
value-yucho-number = 番号 { $number }
# An appointment: where, on which day, from when until when.
value-visit = { $place } { $day } { $from }〜{ $until }
