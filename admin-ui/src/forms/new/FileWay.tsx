/** A file: of another municipality, a form document, or a JSON Schema. What it is, the server finds out. */
import { useMutation } from '@tanstack/react-query';
import { useRef, useState, type ChangeEvent } from 'react';
import { forms } from '../../api/staffApi';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/fields';
import { ImportFailed } from './ImportFailed';
import { startOf, type Start } from './start';
import { Understood } from './Understood';

/** The server takes no more. */
const MOST_BYTES = 32_000_000;

export function FileWay({ onChange }: { onChange: (start: Start | null) => void }) {
  const [text, setText] = useState('');
  const [fileName, setFileName] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  const read = useMutation({
    mutationFn: (content: string) => forms.readImport({ kind: 'file', text: content }),
  });
  /** Which file or text is the one on the screen: what was chosen before it may be read later. */
  const latest = useRef(0);
  function begin() {
    latest.current += 1;
    read.reset();
    setTooLarge(null);
    setFileName(null);
    onChange(null);
  }
  async function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    // The same file, repaired, can be chosen again.
    event.target.value = '';
    if (file === undefined) return;
    begin();
    if (file.size > MOST_BYTES) {
      setTooLarge(`「${file.name}」は大きすぎます（32MBまで）。ファイルが正しいか確認してください。`);
      return;
    }
    setFileName(file.name);
    const turn = latest.current;
    const content = await file.text();
    if (turn === latest.current) send(content);
  }
  // By the call, not by the mutation: of several calls only the last is answered here, and none after a reset.
  function send(content: string) {
    read.mutate(content, { onSuccess: (understood) => onChange(startOf(understood)) });
  }
  return (
    <>
      <div className="field">
        <label htmlFor="form-file">申請フォームのファイル</label>
        <p className="support" id="form-file-help">
          窓口で書き出したファイル（.madoguchi.json）のほか、JSON Schema（draft
          7、2019-09、2020-12）も読み込めます。
        </p>
        <input
          id="form-file"
          className="input"
          type="file"
          accept=".json,application/json,application/schema+json"
          aria-describedby={tooLarge ? 'form-file-help form-file-error' : 'form-file-help'}
          aria-invalid={tooLarge ? true : undefined}
          onChange={(event) => void take(event)}
        />
        {fileName !== null && <p className="support">選んだファイル：{fileName}</p>}
        {tooLarge && (
          <p className="error-text" id="form-file-error">
            エラー：{tooLarge}
          </p>
        )}
      </div>
      <details className="new-paste">
        <summary>文字で貼り付ける</summary>
        <div className="stack">
          <TextArea
            label="ファイルの中身（JSON）"
            rows={8}
            value={text}
            spellCheck={false}
            onChange={(next) => {
              setText(next);
              begin();
            }}
          />
          <div>
            <Button
              isDisabled={text.trim() === ''}
              isPending={read.isPending}
              onPress={() => {
                begin();
                send(text);
              }}
            >
              読み取る
            </Button>
          </div>
        </div>
      </details>
      {read.isPending && (
        <p role="status" className="support">
          読み取っています…
        </p>
      )}
      <ImportFailed error={read.error} />
      {read.data && <Understood understood={read.data} />}
    </>
  );
}
