/** Where the form came from, and the form as one file to hand on. */
import { url } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { originWords } from '../../forms/OriginWords';

export function ExchangePanel({ form }: { form: FormDetail }) {
  const { origin } = form;
  return (
    <section className="panel stack" aria-labelledby="exchange-title">
      <h2 id="exchange-title">取り込み元とファイル</h2>
      <dl className="exchange-origin">
        <dt>取り込み元</dt>
        <dd>{origin === null ? '空のフォームから作りました。' : originWords(origin)}</dd>
        {origin?.kind === 'file' && (
          <>
            <dt>取り込んだときの状態</dt>
            <dd>
              {origin.is_unchanged
                ? '書き出したときから変わっていませんでした。'
                : '書き出した後で内容が変えられていました。'}
            </dd>
            <dt>ファイルの確認番号</dt>
            <dd className="mono">{origin.sha256}</dd>
          </>
        )}
      </dl>
      <p className="support">
        フォームの内容と受け付け方を1つのファイルにします。ほかの自治体や別の環境で読み込めます。職員の名前やメールアドレス、届いた申請、パスワードは入りません。
      </p>
      <div className="row">
        {form.version !== null && (
          <a className="button secondary" href={url.formFile(form.id, 'live')} download>
            公開中の第{form.version}版を書き出す
          </a>
        )}
        <a className="button secondary" href={url.formFile(form.id, 'draft')} download>
          下書きを書き出す
        </a>
      </div>
    </section>
  );
}
