/** How residents get to the form: link, QR code, poster, paper form, a frame in another web site, and the way for programs. */
import { useState } from 'react';
import { url } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';
import { Select } from '../../ui/fields';
import { LANGUAGES } from '../preview/look';
import { EmbedPanel } from './EmbedPanel';
import './share.css';

export function SharePanel({ form }: { form: FormDetail }) {
  const [language, setLanguage] = useState<string>('ja');
  if (form.version === null) return null;
  const paper = paperUrl(form, language);
  return (
    <section className="panel share stack" aria-labelledby="share-title">
      <div className="share-link">
        <div className="stack-s">
          <h3 id="share-title">住民に案内する</h3>
          {form.state === 'closed' && (
            <p className="support">今は受付を終了しています。リンクを開くと、その案内が表示されます。</p>
          )}
          <p>
            <a href={form.public_url} target="_blank" rel="noreferrer">
              {form.public_url}
            </a>
          </p>
          <CopyButton text={form.public_url} label="リンクをコピー" />
          <div className="row">
            <a className="button secondary" href={url.qr(form.id, 'png')} download={`${form.slug}-qr.png`}>
              QRコード（PNG）
            </a>
            <a className="button secondary" href={url.qr(form.id, 'svg')} download={`${form.slug}-qr.svg`}>
              QRコード（SVG）
            </a>
          </div>
          <p className="support">
            チラシや広報紙には、拡大しても粗くならないSVGをお使いください。周りの白い余白は切り取らないでください。
          </p>
        </div>
        <img className="share-qr" src={url.qr(form.id, 'svg')} alt="入力する画面を開くQRコード" />
      </div>
      <div className="stack-s">
        <h4>掲示用ポスターと紙の申請書</h4>
        <Select label="言語" value={language} options={LANGUAGES} onChange={setLanguage} />
        <div className="row">
          <a
            className="button secondary"
            href={url.poster(form.id, language)}
            target="_blank"
            rel="noreferrer"
          >
            ポスター（A4のPDF）
          </a>
          <a className="button secondary" href={paper} target="_blank" rel="noreferrer">
            紙の申請書（PDF）
          </a>
        </div>
        <p className="support">
          ポスターには、QRコード、受付期間、用意するもの、問い合わせ先が入ります。内容は公開中の版と設定から作るので、変えたときは印刷し直してください。
        </p>
      </div>
      <EmbedPanel form={form} />
      <details className="share-more">
        <summary>プログラムから申請を送る</summary>
        <p>
          フォームの内容（JSON Schema）は次のアドレスで公開しています。申請は、このアドレスの後ろに{' '}
          <code>/submissions</code> を付けたところに送れます。
        </p>
        <p>
          <code>{machineUrl(form)}</code>
        </p>
        <CopyButton text={machineUrl(form)} label="アドレスをコピー" />
      </details>
    </section>
  );
}

/** The public interface stands beside the public pages. */
export function machineUrl(form: FormDetail): string {
  return form.public_url.replace(/\/f\/[^/]*$/, `/api/v1/forms/${encodeURIComponent(form.slug)}`);
}

/** The form on paper, with the key of a secret link behind its path. */
function paperUrl(form: FormDetail, language: string): string {
  const address = new URL(form.public_url);
  address.pathname += '/paper.pdf';
  address.searchParams.set('lang', language);
  return address.href;
}
