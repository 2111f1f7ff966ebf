/** Where a field that nobody types gets its value. */
import { useState } from 'react';
import { Radios, TextInput } from '../../ui/fields';
import type { KindProps } from '../kinds/kind';

const PARAMETER = /^[A-Za-z0-9_.-]{1,64}$/;

export function HiddenSettings({ schema, edit }: KindProps) {
  const prefill = (schema['x-prefill'] ?? {}) as { from?: unknown; parameter?: unknown };
  const stored = typeof prefill.parameter === 'string' ? prefill.parameter : '';
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? stored;
  const from = prefill.from === 'link' ? 'link' : 'query';
  function change(value: string) {
    setTyped(value);
    const parameter = value.normalize('NFKC').trim();
    if (PARAMETER.test(parameter)) edit({ 'x-prefill': { from: 'query', parameter } }, 'x-prefill');
  }
  return (
    <>
      <p className="support">入力欄は表示しません。受け取った値は、確認のページと職員の画面に表示します。</p>
      <Radios
        legend="値の受け取り方"
        name="prefill-from"
        value={from}
        options={[
          {
            value: 'query',
            label: 'アドレス（URL）の引数',
            help: '広報紙やちらしごとに別のQRコードを作るときなど',
          },
          { value: 'link', label: '職員が作るリンク', help: '一人ひとりに送る専用のリンク' },
        ]}
        onChange={(next) =>
          edit({
            'x-prefill': next === 'link' ? { from: 'link' } : { from: 'query', parameter: stored || 'p' },
          })
        }
      />
      {from === 'query' && (
        <TextInput
          label="引数の名前"
          help={`「…?${stored || 'p'}=値」のように、アドレス（URL）の後に付ける名前です。`}
          spellCheck={false}
          autoCapitalize="off"
          value={text}
          error={
            PARAMETER.test(text.normalize('NFKC').trim())
              ? null
              : '半角の英数字と「_」「-」「.」で、64文字までで入力してください。'
          }
          onChange={change}
          onBlur={() => PARAMETER.test(text.normalize('NFKC').trim()) && setTyped(null)}
        />
      )}
    </>
  );
}
