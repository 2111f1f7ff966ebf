language-name = やさしい日本語《にほんご》
skip-to-content = ページの内容《ないよう》へ
step-of = ステップ { $step } / { $steps }
