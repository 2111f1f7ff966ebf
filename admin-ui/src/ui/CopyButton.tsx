/** Copies a text and says so. Where the clipboard is refused, it says how to copy by hand. */
import { useState } from 'react';
import { Button } from './Button';

export function CopyButton({ text, label = 'コピー' }: { text: string; label?: string }) {
  const [result, setResult] = useState('');
  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setResult('コピーしました。');
    } catch {
      setResult('コピーできませんでした。文字を選択してコピーしてください。');
    }
  }
  return (
    <span className="row">
      <Button onPress={() => void copy()}>{label}</Button>
      <span role="status" className="support">
        {result}
      </span>
    </span>
  );
}
