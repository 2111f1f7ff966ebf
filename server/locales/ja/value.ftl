# Days, times and whatever else we word in displayed answers.

value-month-name = { $month }月
value-day = { $year }年{ $month }月{ $day }日
value-month = { $year }年{ $month }月
value-time = { $hour }時{ $minute }分
value-time-seconds = { $hour }時{ $minute }分{ $second }秒
