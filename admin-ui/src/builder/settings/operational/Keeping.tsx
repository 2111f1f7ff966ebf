/** How long cases are kept. */
import type { Retention } from '../../../api/types';
import { Select } from '../../../ui/fields';
import { RETENTION_NAMES } from '../../../submissions/retention';
import type { OperationalProps } from './operationalProps';

export function Keeping({ typed, set }: OperationalProps) {
  return (
    <Select
      label="申請の保存期間"
      help="文書管理の規程の保存期間です。申請が「完了」か「取下げ」になった年度の、次の年度の初めから数えます。いつまで保存するかを、申請の一覧と申請の画面に表示します。自動で削除することはありません。"
      value={typed.retention}
      options={[
        { value: '', label: '決めない' },
        ...Object.entries(RETENTION_NAMES).map(([value, label]) => ({ value, label })),
      ]}
      onChange={(retention) => set({ retention: retention as Retention | '' })}
    />
  );
}
