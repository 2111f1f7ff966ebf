/** The four roles in words. */
import type { Role } from '../api/types';

export const ROLES: readonly { value: Role; label: string; help: string }[] = [
  {
    value: 'admin',
    label: '管理者',
    help: 'すべての部署の申請フォームと申請を扱い、部署と職員を登録できます。',
  },
  {
    value: 'editor',
    label: '編集者',
    help: '自分の部署の申請フォームを作成・公開し、届いた申請の処理と出力もできます。',
  },
  {
    value: 'clerk',
    label: '担当者',
    help: '自分の部署に届いた申請の確認、状態の変更、ファイルの取得、出力ができます。',
  },
  {
    value: 'viewer',
    label: '閲覧者',
    help: '自分の部署の申請フォームと申請を見るだけで、変更はできません。',
  },
];

export function roleName(role: Role): string {
  return ROLES.find((candidate) => candidate.value === role)?.label ?? role;
}
