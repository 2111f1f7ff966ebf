/** The end of a part that is edited: save it, or go back to what is stored; what came of it. */
import { Banner, ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { LeaveGuard } from '../ui/LeaveGuard';
import type { PartEdit } from './saving';

interface Props {
  part: Pick<
    PartEdit<unknown>,
    'isDirty' | 'isSaving' | 'isConflict' | 'overrule' | 'drop' | 'error' | 'isSaved'
  >;
  /** What was saved, and what comes of it. */
  done: string;
  onSave: () => void;
}

export function SaveBar({ part, done, onSave }: Props) {
  return (
    <div className="stack-s">
      <LeaveGuard isDirty={part.isDirty} />
      <ErrorBanner error={part.error} />
      {part.isConflict && (
        <Banner kind="error">
          <p>ほかの人が先に同じところを変更したため、保存していません。ここで入力した内容は残っています。</p>
          <div className="row">
            <Button onPress={part.overrule}>ここでの入力を優先する（続けて保存できます）</Button>
            <Button onPress={part.drop}>ほかの人の変更を表示する（ここでの入力は消えます）</Button>
          </div>
        </Banner>
      )}
      <Outcome words={part.isSaved && !part.isDirty ? done : null} />
      <div className="row">
        <Button
          look="primary"
          isDisabled={!part.isDirty || part.isConflict}
          isPending={part.isSaving}
          onPress={onSave}
        >
          保存する
        </Button>
        {part.isDirty && <Button onPress={part.drop}>変更をやめる</Button>}
        <span className="support">{part.isDirty ? '保存していない変更があります。' : ''}</span>
      </div>
    </div>
  );
}
