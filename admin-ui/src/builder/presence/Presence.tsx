/** Says who else is editing. The live region is there before the words, so that they are read out. */
import { useEditors } from './useEditors';

export function Presence({ formId }: { formId: string }) {
  const names = useEditors(formId, true);
  return (
    <p role="status" className="presence">
      {names.length > 0 && (
        <>
          <span className="chip warn">編集中</span> {names.map((name) => `${name}さん`).join('、')}
          も今このフォームを編集しています。
        </>
      )}
    </p>
  );
}
