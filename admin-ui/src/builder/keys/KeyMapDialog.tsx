/** The table of keys, opened with ? wherever nobody is typing. */
import { useEffect, useState } from 'react';
import { Button } from '../../ui/Button';
import { ModalDialog } from '../../ui/ModalDialog';
import { KEY_AREAS, onKeyMapAsked } from './keymap';
import './keymap.css';

export function KeyMapDialog() {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => onKeyMapAsked(() => setOpen(true)), []);
  const close = () => setOpen(false);
  return (
    <ModalDialog
      title="キーボード操作"
      isOpen={isOpen}
      isWide
      onClose={close}
      actions={<Button onPress={close}>閉じる</Button>}
    >
      <p className="support">Mac では、Ctrl の代わりに Command、Alt の代わりに Option を使います。</p>
      <div className="key-areas">
        {KEY_AREAS.map(({ title, hint, lines }) => (
          <section key={title}>
            <h3>{title}</h3>
            {hint !== undefined && <p className="support">{hint}</p>}
            <dl className="key-list">
              {lines.map(({ keys, does }, index) => (
                <div key={index}>
                  <dt>
                    {keys.map((key, at) => (
                      <span key={key}>
                        {at > 0 && '、'}
                        <kbd>{key}</kbd>
                      </span>
                    ))}
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </ModalDialog>
  );
}
