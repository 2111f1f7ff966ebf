/** The way of a table out to a translator and back in: what it would change is shown before it is taken. */
import { useRef, useState } from 'react';
import { Banner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { ModalDialog } from '../../ui/ModalDialog';
import { useBuilder, useBuilderState } from '../builderContext';
import { textOf } from '../model/document';
import { languageName } from './languages';
import type { Row } from './rows';
import { decoded, MAX_BYTES, readTable, tableName, writeTable, type Reading } from './table';

interface Props {
  rows: Row[];
  language: string;
}

export function TableExchange({ rows, language }: Props) {
  const store = useBuilder();
  const { document } = useBuilderState('document');
  const file = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<Reading | string | null>(null);
  const name = languageName(language);
  const save = () => {
    const address = URL.createObjectURL(new Blob([writeTable(rows, language)], { type: 'text/csv' }));
    const link = window.document.createElement('a');
    link.href = address;
    link.download = tableName(textOf(document.title), language);
    link.click();
    // The browser has begun to read it by the time other tasks run.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    store.announce(`${name}の表を書き出しました。`);
  };
  const read = async (chosen: File) => {
    if (chosen.size > MAX_BYTES) return setReading('ファイルが大きすぎます。4MBまでの表を選んでください。');
    setReading(readTable(decoded(await chosen.arrayBuffer()), rows, language));
  };
  return (
    <div className="row">
      <Button onPress={save}>CSVに書き出す</Button>
      <Button onPress={() => file.current?.click()}>CSVを読み込む</Button>
      <input
        ref={file}
        type="file"
        accept=".csv,text/csv"
        hidden
        aria-label="訳文のCSV"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          event.target.value = '';
          if (chosen !== undefined) void read(chosen);
        }}
      />
      <ModalDialog
        title={`${name}の表の読み込み`}
        isOpen={reading !== null}
        isWide
        onClose={() => setReading(null)}
        actions={
          <>
            <Button onPress={() => setReading(null)}>やめる</Button>
            {reading !== null && typeof reading !== 'string' && reading.changes.length > 0 && (
              <Button
                look="primary"
                onPress={() => {
                  const notice = `訳文を${reading.changes.length}件、読み込みました。`;
                  store.dispatch({ type: 'setTranslations', language, texts: reading.texts }, { notice });
                  setReading(null);
                }}
              >
                この内容で読み込む
              </Button>
            )}
          </>
        }
      >
        {typeof reading === 'string' ? (
          <Banner kind="warning">{reading}</Banner>
        ) : (
          reading !== null && <Changes reading={reading} />
        )}
      </ModalDialog>
    </div>
  );
}

function Changes({ reading: { changes, same, unknown } }: { reading: Reading }) {
  return (
    <>
      <p>
        {changes.length === 0
          ? '変わる訳文はありません。'
          : `${changes.length}件の訳文が変わります。まだ読み込んでいません。`}
        {same > 0 && `${same}件は、同じか空欄なのでそのままです。`}
        {unknown > 0 && `${unknown}行は、このフォームにない文章か、重なっているため使いません。`}
      </p>
      {changes.length > 0 && (
        <div className="translation-changes" tabIndex={0} role="region" aria-label="変わる訳文">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">場所</th>
                <th scope="col">いまの訳文</th>
                <th scope="col">新しい訳文</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ row, text, isOld }) => (
                <tr key={row.at}>
                  <th scope="row">
                    {row.place}
                    {isOld && (
                      <p className="support">
                        表の原文と、いまの原文が違います。読み込んだ後で確かめてください。
                      </p>
                    )}
                  </th>
                  <td className="translation-text">{row.translation || '（なし）'}</td>
                  <td className="translation-text">{text}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
