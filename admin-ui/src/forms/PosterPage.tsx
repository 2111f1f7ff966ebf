/** A page to print and put up at the counter: title, QR code, address. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { keys } from '../api/queries';
import { forms, url } from '../api/staffApi';
import { useSession } from '../shell/sessionContext';
import { Button } from '../ui/Button';
import { FailedPage, Loading, useDocumentTitle } from '../ui/Page';
import './forms.css';

export function PosterPage() {
  const { formId } = useParams({ from: '/forms/$formId/poster' });
  const session = useSession();
  const form = useQuery({ queryKey: keys.form(formId), queryFn: () => forms.get(formId) });
  useDocumentTitle('QRコードの印刷');
  if (form.isPending) return <Loading />;
  if (form.data === undefined) return <FailedPage error={form.error} onRetry={() => void form.refetch()} />;
  return (
    <main className="page poster" id="main">
      <div className="row no-print">
        <Button look="primary" onPress={() => window.print()}>
          印刷する
        </Button>
        <a href={`/admin/forms/${formId}/edit`}>編集画面へ戻る</a>
      </div>
      <p className="poster-organization">{session.organization.name}</p>
      <h1>{form.data.title}</h1>
      <p>スマートフォンのカメラで読み取ると、入力する画面が開きます。</p>
      <img src={url.qr(formId, 'svg')} alt={`入力する画面を開くQRコード（${form.data.public_url}）`} />
      <p className="mono">{form.data.public_url}</p>
      <p>担当：{form.data.department.name}</p>
    </main>
  );
}
