/** Where residents find the form, and who owns it. */
import type { FormDetail } from '../../../api/types';
import { useSession } from '../../../shell/sessionContext';
import { Select, TextInput } from '../../../ui/fields';
import type { OperationalProps } from './operationalProps';

export function Address({ form, typed, wrong, set }: OperationalProps & { form: FormDetail }) {
  const { departments } = useSession();
  const known = departments.some(({ id }) => id === form.department.id);
  const options = known ? departments : [form.department, ...departments];
  return (
    <>
      <TextInput
        label="URLの名前"
        help={`住民に案内するアドレスの最後の部分です。変えると、前のアドレスやQRコードは使えなくなります。今：${form.public_url}`}
        value={typed.slug}
        spellCheck={false}
        autoCapitalize="off"
        onChange={(slug) => set({ slug })}
        error={wrong.slug ?? null}
      />
      <Select
        label="担当部署"
        help="この部署の職員が、フォームと届いた申請を扱います。"
        value={typed.department}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(department) => set({ department })}
      />
    </>
  );
}
