/** How residents get to the form: the link, the QR code, the page to print. */
import { url } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { CopyButton } from '../../ui/CopyButton';

export function SharePanel({ form }: { form: FormDetail }) {
  return (
    <section className="panel share" aria-labelledby="share-title">
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
          <a
            className="button secondary"
            href={`/admin/forms/${form.id}/poster`}
            target="_blank"
            rel="noreferrer"
          >
            印刷用のページ
          </a>
        </div>
      </div>
      <img className="share-qr" src={url.qr(form.id, 'svg')} alt="入力する画面を開くQRコード" />
    </section>
  );
}
