/** Where formatted text is written: the field, what can be typed, and how it will look. */
import { useId, type ComponentProps } from 'react';
import { TextArea } from '../../ui/fields';
import { ProsePreview } from './ProsePreview';

export function ProseArea(props: ComponentProps<typeof TextArea>) {
  return (
    <div className="stack-s">
      <TextArea {...props} />
      <ProseAids text={props.value} />
    </div>
  );
}

/** What stands below such a field. */
export function ProseAids({ text }: { text: string }) {
  const id = useId();
  return (
    <>
      <ProsePreview text={text} />
      <details className="fold">
        <summary>書式の使い方</summary>
        <table className="prose-marks" aria-labelledby={id}>
          <caption id={id} className="visually-hidden">
            書式
          </caption>
          <thead>
            <tr>
              <th scope="col">書き方</th>
              <th scope="col">表示</th>
            </tr>
          </thead>
          <tbody>
            {MARKS.map(([typed, shown]) => (
              <tr key={typed}>
                <td>
                  <code>{typed}</code>
                </td>
                <td>{shown}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="support">
          見出しは、説明文の中ではなく「見出し」として加えてください。メール・PDF・紙の様式では、印を除いた文章になり、リンクの後ろにアドレスが付きます。
        </p>
      </details>
    </>
  );
}

const MARKS = [
  ['空の行', '段落を分けます'],
  ['- 接種券', '箇条書き'],
  ['1. 申請書を書く', '番号の付いた箇条書き'],
  ['**無料**', '太字'],
  ['[市の案内](https://example.jp/)', 'リンク（https、http、tel、mailto）'],
] as const;
