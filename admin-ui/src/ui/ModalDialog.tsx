/** A modal dialog: title, content, actions. Escape and the backdrop close it unless `isForced`. */
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

interface Props {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  actions?: ReactNode;
  isWide?: boolean;
  /** The person must choose: no Escape, no click on the backdrop. */
  isForced?: boolean;
  isAlert?: boolean;
}

export function ModalDialog({ title, isOpen, onClose, children, actions, isWide, isForced, isAlert }: Props) {
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      isDismissable={!isForced}
      isKeyboardDismissDisabled={isForced ?? false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={isWide ? 'modal wide' : 'modal'}>
        <Dialog role={isAlert ? 'alertdialog' : 'dialog'} className="stack">
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          {children}
          {actions && <div className="modal-actions">{actions}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
