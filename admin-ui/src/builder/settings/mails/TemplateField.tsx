/** A text of a mail with a menu that puts placeholders at the caret. */
import { useRef } from 'react';
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { MenuButton } from '../../../ui/Button';
import { TextArea, TextInput } from '../../../ui/fields';
import { useBuilderState } from '../../builderContext';
import { Setting } from '../Setting';
import { useErrorAt } from '../useSettings';
import { answersOf, FIXED, inserted, namedIn } from './placeholders';

interface Props {
  /** Where the text stands in the document. */
  at: string;
  label: string;
  help: string;
  /** One line. */
  isSubject?: boolean;
  value: string;
  onChange: (text: string) => void;
}

export function TemplateField({ at, label, help, isSubject = false, value, onChange }: Props) {
  const line = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const { document } = useBuilderState('document');
  const error = useErrorAt(at);
  const names = namedIn(value, document);
  function insert(name: string) {
    const input = isSubject ? line.current : area.current;
    const end = value.length;
    const next = inserted(value, name, [input?.selectionStart ?? end, input?.selectionEnd ?? end]);
    onChange(next.text);
    // After the menu has given the focus back to its button, and the text has been drawn.
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(next.caret, next.caret);
    });
  }
  const shared = { label, help, need: 'optional' as const, value, error };
  return (
    <Setting at={at}>
      {isSubject ? (
        <TextInput
          ref={line}
          {...shared}
          maxLength={150}
          onChange={(text) => onChange(text.replace(/[\r\n]+/g, ' '))}
        />
      ) : (
        <TextArea ref={area} {...shared} rows={6} maxLength={4000} onChange={onChange} />
      )}
      <div className="row">
        <PlaceholderMenu label={label} onInsert={insert} />
        {names.length > 0 && <span className="support">差し込む内容：{names.join('、')}</span>}
      </div>
    </Setting>
  );
}

function PlaceholderMenu({ label, onInsert }: { label: string; onInsert: (name: string) => void }) {
  const { document } = useBuilderState('document');
  const answers = answersOf(document);
  const item = ({ name, label: words }: { name: string; label: string }) => (
    <MenuItem key={name} id={name} className="menu-item">
      {words}
    </MenuItem>
  );
  return (
    <MenuTrigger>
      <MenuButton aria-label={`「${label}」に差し込む`}>差し込む</MenuButton>
      <Popover className="popover settings-placeholders">
        <Menu className="menu" onAction={(key) => onInsert(String(key))}>
          <MenuSection>
            <Header className="menu-head">手続と受付</Header>
            {FIXED.map(item)}
          </MenuSection>
          {answers.length > 0 && (
            <MenuSection>
              <Header className="menu-head">申請の内容</Header>
              {answers.map(item)}
            </MenuSection>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
