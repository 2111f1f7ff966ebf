/** What one side has changed since both began, in words. What changed is decided by the server. */
import { useQuery } from '@tanstack/react-query';
import { forms } from '../../api/staffApi';
import { ErrorBanner } from '../../ui/Banner';
import { Loading } from '../../ui/Page';
import type { FormDocument } from '../model/document';
import { changeInWords } from '../publish/changeWords';

interface Props {
  formId: string;
  from: unknown;
  to: unknown;
  scope: FormDocument;
}

export function SideChanges({ formId, from, to, scope }: Props) {
  const changes = useQuery({
    queryKey: ['compared', formId, from, to],
    queryFn: () => forms.compare(formId, from, to),
    gcTime: 0,
    staleTime: Infinity,
  });
  if (changes.isPending) return <Loading />;
  if (changes.error) return <ErrorBanner error={changes.error} />;
  if (changes.data === null) return <p>エラーのある内容なので、変更を言葉で表せません。</p>;
  if (changes.data.length === 0) return <p>変わるところはありません。</p>;
  return (
    <ul>
      {changes.data.map((change, index) => {
        const { title, before, after } = changeInWords(change, scope);
        return (
          <li key={index}>
            {title}
            {(before !== null || after !== null) && `（${before ?? 'なし'} → ${after ?? 'なし'}）`}
          </li>
        );
      })}
    </ul>
  );
}
