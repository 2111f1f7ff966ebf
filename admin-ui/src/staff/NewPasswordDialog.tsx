/** A generated password, shown this once. */
import type { Staff } from '../api/types';
import { Banner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { CopyButton } from '../ui/CopyButton';
import { ModalDialog } from '../ui/ModalDialog';

export interface NewPassword {
  person: Staff;
  password: string;
}

export function NewPasswordDialog({ given, onClose }: { given: NewPassword | null; onClose: () => void }) {
  return (
    <ModalDialog
      title="新しいパスワード"
      isOpen={given !== null}
      isForced
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          控えたので閉じる
        </Button>
      }
    >
      {given && (
        <>
          <p>{given.person.name}さんのパスワードを作りました。サインインした後に、本人が変更してください。</p>
          <p className="given-password mono" data-testid="new-password">
            {given.password}
          </p>
          <CopyButton text={given.password} />
          <Banner kind="warning">
            この画面を閉じると、もう表示できません。安全な方法で本人に伝えてください。
          </Banner>
        </>
      )}
    </ModalDialog>
  );
}
