/** Asks before something that others notice at once: what will happen in plain words, the way back first. */
import type { ReactNode } from 'react';
import { Button } from './Button';
import { ModalDialog } from './ModalDialog';

interface Props {
  title: string;
  isOpen: boolean;
  /** The words on the button that does it. */
  action: string;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function ConfirmDialog({ title, isOpen, action, onConfirm, onClose, children }: Props) {
  return (
    <ModalDialog
      title={title}
      isOpen={isOpen}
      isAlert
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>やめる</Button>
          <Button
            look="danger"
            onPress={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
    </ModalDialog>
  );
}
