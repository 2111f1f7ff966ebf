/** Everything that was done since the form was opened: from any step of the list one goes back to it, or forth again. */
import { ListBox, ListBoxItem } from 'react-aria-components';
import { Button } from '../../ui/Button';
import { formatClock } from '../../ui/format';
import { ModalDialog } from '../../ui/ModalDialog';
import { useBuilder, useBuilderState } from '../builderContext';
import './steps.css';

export default function StepsDialog({ onClose }: { onClose: () => void }) {
  const store = useBuilder();
  // The list follows the document: each visit to a step is a new state.
  useBuilderState('document', 'undoName', 'redoName');
  const { steps, present } = store.steps();
  const items = steps.map((step, index) => ({ ...step, index })).reverse();
  return (
    <ModalDialog
      title="操作の履歴"
      isOpen
      onClose={onClose}
      actions={
        <Button look="primary" onPress={onClose}>
          閉じる
        </Button>
      }
    >
      <p>
        操作を選ぶと、その操作をした後の内容になります。新しく編集するまでは、後の操作にも戻れます。
        履歴は、このフォームを閉じるまで残ります。
      </p>
      <ListBox
        aria-label="操作の一覧（新しい順）"
        className="steps"
        items={items}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[present]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          for (const key of keys) store.goTo(Number(key));
        }}
        autoFocus
      >
        {({ index, name, about, at, who }) => (
          <ListBoxItem
            id={index}
            textValue={name || '開いたとき'}
            className={`step ${index > present ? 'undone' : ''}`}
          >
            <span className="step-name">{name || '開いたとき'}</span>
            {name !== '' && about !== '' && <span className="support">{about.slice(0, 40)}</span>}
            <span className="step-when">
              {at !== null && formatClock(at)}
              {who !== undefined && <span className="chip warn">{who}の変更を含む</span>}
              {index === present && <span className="chip">今の内容</span>}
              {index > present && <span className="chip">元に戻した操作</span>}
            </span>
          </ListBoxItem>
        )}
      </ListBox>
      {steps.some(({ who }) => who !== undefined) && (
        <p>「…の変更を含む」の操作より前に戻ると、その変更も取り消されます。</p>
      )}
      <p role="status" className="support">
        {present + 1}番目（全{steps.length}）：{steps[present]?.name || '開いたとき'}
      </p>
    </ModalDialog>
  );
}
