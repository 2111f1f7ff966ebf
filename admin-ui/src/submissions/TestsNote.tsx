/** Over the list of the tests: what they are, and the one button that erases them all. */
import { useEffect, useRef } from 'react';
import { Banner, ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { erasedWords, useEraseTests } from './useEraseTests';

interface Props {
  formId: string;
  mayErase: boolean;
  count: number;
}

export function TestsNote({ formId, mayErase, count }: Props) {
  const erase = useEraseTests(formId);
  // The button just pressed is gone: the focus goes to what happened.
  const erased = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (erase.isSuccess) erased.current?.focus();
  }, [erase.isSuccess]);
  return (
    <div className="stack-s">
      <Banner kind="info">
        職員がフォームを試すために送ったものです。受付件数・定員・出力には入らず、メールはテストした職員本人だけに届きます。
        {mayErase && count > 0 && (
          <div className="test-erase">
            <Button isPending={erase.isPending} onPress={() => erase.mutate()}>
              {erase.isPending ? '消しています…' : `テスト送信をすべて消す（${count}件）`}
            </Button>
          </div>
        )}
      </Banner>
      <ErrorBanner error={erase.error} />
      <div ref={erased} tabIndex={-1}>
        <Outcome words={erase.isSuccess ? erasedWords(erase.data) : null} />
      </div>
    </div>
  );
}
