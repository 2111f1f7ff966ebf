# What stands on every page. 《》 gives the reading of the kanji before it; only ja-easy uses it.
language-name = 日本語
skip-to-content = 本文へ進む
step-of = ステップ { $step } / { $steps }
