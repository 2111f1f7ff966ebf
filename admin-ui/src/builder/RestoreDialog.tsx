/** After a reload or a crash: the unsaved copy in this browser is offered, never applied by itself. */
import { Button } from '../ui/Button';
import { formatDateTime } from '../ui/format';
import { ModalDialog } from '../ui/ModalDialog';
import type { LocalCopy } from './history/localCopy';

export function RestoreDialog({ copy, onDone }: { copy: LocalCopy | null; onDone: (use: boolean) => void }) {
  return (
    <ModalDialog
      title="保存されていない変更があります"
      isOpen={copy !== null}
      isForced
      isAlert
      onClose={() => undefined}
      actions={
        <>
          <Button look="danger" onPress={() => onDone(false)}>
            破棄する
          </Button>
          <Button look="primary" onPress={() => onDone(true)}>
            復元する
          </Button>
        </>
      }
    >
      <p>
        前回、サーバーに保存される前に画面が閉じられました。
        {copy && copy.at > 0 && `${formatDateTime(new Date(copy.at).toISOString())}までの変更`}
        がこのブラウザーに残っています。復元すると、その内容から続けられます。
      </p>
    </ModalDialog>
  );
}
