import { Link } from '@tanstack/react-router';
import { Page } from '../ui/Page';

export function NotFoundPage() {
  return (
    <Page title="ページが見つかりません">
      <p>アドレスが間違っているか、ページがなくなりました。一覧から選び直してください。</p>
      <p>
        <Link to="/">申請フォームの一覧へ戻る</Link>
      </p>
    </Page>
  );
}
