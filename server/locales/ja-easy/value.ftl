value-month-name = { $month }月《がつ》
value-day = { $year }年《ねん》{ $month }月《がつ》{ $day }日《にち》
value-month = { $year }年《ねん》{ $month }月《がつ》
value-time = { $hour }時《じ》{ $minute }分《ふん》
value-time-seconds = { $hour }時《じ》{ $minute }分《ふん》{ $second }秒《びょう》
