/** The inputs of published settings: each knows its place in the document, what is wrong there, and where problems lead. */
import type { ReactNode } from 'react';
import { TextArea, TextInput } from '../../ui/fields';
import { ProseAids } from '../prose/ProseArea';
import { SETTING } from './anchors';
import { pointerTo, useErrorAt, useSettings, type Path } from './useSettings';

/** What edits a place of the document. */
export function Setting({ at, children }: { at: string; children: ReactNode }) {
  return <div {...{ [SETTING]: at }}>{children}</div>;
}

interface Props {
  path: Path;
  label: string;
  help: ReactNode;
  rows?: number;
}

/** One line. */
export function SettingText({
  path,
  label,
  help,
  normalized,
}: Props & { normalized?: (typed: string) => string }) {
  const { text, setText } = useSettings();
  const error = useErrorAt(pointerTo(path));
  return (
    <Setting at={pointerTo(path)}>
      <TextInput
        label={label}
        need="optional"
        help={help}
        value={text(path)}
        error={error}
        onChange={(typed) => setText(path)(normalized ? normalized(typed) : typed)}
      />
    </Setting>
  );
}

/** Several lines; `isProse` where the language knows formatted text there. */
export function SettingArea({ path, label, help, rows = 3, isProse = false }: Props & { isProse?: boolean }) {
  const { text, setText } = useSettings();
  const error = useErrorAt(pointerTo(path));
  return (
    <Setting at={pointerTo(path)}>
      <TextArea
        label={label}
        need="optional"
        help={help}
        rows={rows}
        value={text(path)}
        error={error}
        onChange={setText(path)}
      />
      {isProse && <ProseAids text={text(path)} />}
    </Setting>
  );
}

/** A list of texts, one in a line. */
export function SettingLines({ path, label, help }: Props) {
  const { get, set } = useSettings();
  const error = useErrorAt(pointerTo(path));
  const value = get(path);
  const lines = Array.isArray(value) ? value.map(String) : [];
  return (
    <Setting at={pointerTo(path)}>
      <TextArea
        label={label}
        need="optional"
        help={help}
        value={lines.join('\n')}
        error={error}
        onChange={(text) => set(path, text === '' ? undefined : text.split('\n'))}
        onBlur={() => {
          const filled = lines.map((line) => line.trim()).filter(Boolean);
          if (filled.length !== lines.length) set(path, filled.length === 0 ? undefined : filled);
        }}
      />
    </Setting>
  );
}

/** A whole number; what is none is not taken. */
export function SettingNumber({ path, label, help, max }: Props & { max: number }) {
  const { get, set } = useSettings();
  const error = useErrorAt(pointerTo(path));
  const value = get(path);
  return (
    <Setting at={pointerTo(path)}>
      <TextInput
        label={label}
        need="optional"
        help={help}
        inputMode="numeric"
        value={typeof value === 'number' ? String(value) : ''}
        error={error}
        onChange={(typed) => {
          const plain = typed.normalize('NFKC').trim();
          if (plain === '') set(path, undefined);
          else if (/^\d+$/.test(plain) && Number(plain) <= max) set(path, Number(plain));
        }}
      />
    </Setting>
  );
}
