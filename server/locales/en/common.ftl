language-name = English
skip-to-content = Skip to content
step-of = Step { $step } of { $steps }
