/** The frame of one screen: document title, a heading that takes the focus after navigation, loading and error. */
import { useEffect, useRef, type ReactNode } from 'react';
import { ApiError } from '../api/http';
import { ErrorBanner } from './Banner';
import { Button } from './Button';

export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} | Madoguchi 管理画面`;
  }, [title]);
}

export function Page({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  useDocumentTitle(title);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main className="page stack" id="main">
      <div className="row spread">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions && <div className="row">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

export function Loading() {
  return (
    <p role="status" className="support">
      読み込んでいます…
    </p>
  );
}

const HEADINGS: Record<string, string> = {
  'not-found': 'ページが見つかりません',
  forbidden: 'このページを見る権限がありません',
  offline: 'サーバーに接続できません',
};

/** A whole screen that could not be loaded. */
export function FailedPage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const code = error instanceof ApiError ? error.code : '';
  return (
    <Page title={HEADINGS[code] ?? '読み込めませんでした'}>
      <ErrorBanner error={error} />
      <div className="row">
        {onRetry && <Button onPress={onRetry}>もう一度読み込む</Button>}
        <a href="/admin/">申請フォームの一覧へ戻る</a>
      </div>
    </Page>
  );
}
