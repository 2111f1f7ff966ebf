/** What publishing will change for residents, field by field. */
import { useQuery } from '@tanstack/react-query';
import { forms } from '../../api/staffApi';
import type { FormDetail } from '../../api/types';
import { useBuilderState } from '../builderContext';
import { changesBetween } from './changes';

export function ChangesPanel({ form }: { form: FormDetail }) {
  const { document } = useBuilderState();
  const published = useQuery({
    queryKey: ['contract', form.slug, form.version],
    queryFn: () => forms.contract(form.slug),
    retry: false,
  });
  if (published.data === undefined) return null;
  const { added, removed, changed } = changesBetween(published.data.schema, document);
  const groups = [
    { title: '増える項目', labels: added },
    { title: 'なくなる項目', labels: removed },
    { title: '名前や選択肢が変わる項目', labels: changed },
  ].filter((group) => group.labels.length > 0);
  return (
    <section aria-labelledby="changes-title">
      <h3 id="changes-title">公開すると変わるところ</h3>
      {groups.length === 0 ? (
        <p>項目の増減はありません。文章や条件、並び順、設定が変わります。</p>
      ) : (
        <>
          <ul>
            {groups.map((group) => (
              <li key={group.title}>
                {group.title}：{group.labels.join('、')}
              </li>
            ))}
          </ul>
          <p className="support">このほか、文章や条件、並び順、設定の変更も公開されます。</p>
        </>
      )}
    </section>
  );
}
