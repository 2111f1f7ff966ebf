/** Asks before leaving a screen whose text is not saved by itself; the browser asks when the tab is closed. */
import { useBlocker } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Button } from './Button';
import { ModalDialog } from './ModalDialog';

export function LeaveGuard({ isDirty }: { isDirty: boolean }) {
  const leaving = useBlocker({
    shouldBlockFn: () => isDirty,
    enableBeforeUnload: isDirty,
    withResolver: true,
  });
  useEffect(() => {
    // Whoever left while it was being saved: nothing would be lost any more.
    if (!isDirty) leaving.proceed?.();
  }, [isDirty, leaving]);
  const stay = () => leaving.reset?.();
  return (
    <ModalDialog
      title="保存していない変更があります"
      isOpen={leaving.status === 'blocked'}
      isAlert
      onClose={stay}
      actions={
        <>
          <Button onPress={stay}>この画面に残る</Button>
          <Button look="danger" onPress={() => leaving.proceed?.()}>
            保存せずに移動する
          </Button>
        </>
      }
    >
      <p>このまま移動すると、この画面で入力した内容は失われます。</p>
    </ModalDialog>
  );
}
