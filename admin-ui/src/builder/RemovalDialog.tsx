/** Something that conditions or settings speak about shall be deleted: says where, and asks. */
import { Button } from '../ui/Button';
import { ModalDialog } from '../ui/ModalDialog';
import { answerRemoval } from './actions';
import { useBuilder, useBuilderState } from './builderContext';

export function RemovalDialog() {
  const store = useBuilder();
  const { removal } = useBuilderState();
  const hasExit = removal?.references.some((reference) => reference.kind === 'exit') ?? false;
  const hasFormula = removal?.references.some(({ kind }) => kind === 'formula' || kind === 'rule') ?? false;
  return (
    <ModalDialog
      title="ほかの場所で使われています"
      isOpen={removal !== null}
      isAlert
      onClose={() => store.ask(null)}
      actions={
        <>
          <Button onPress={() => store.ask(null)}>やめる</Button>
          <Button look="danger" onPress={() => removal && answerRemoval(store, removal)}>
            条件からも取り除いて削除
          </Button>
        </>
      }
    >
      <p>{removal?.label}は、次の場所で使われています。</p>
      <ul>
        {removal?.references.map((reference, index) => (
          <li key={index}>{reference.where}</li>
        ))}
      </ul>
      <p>
        削除すると、これらの条件からこの項目についての部分を取り除きます。条件がなくなった項目は、いつも表示されます。
        {hasExit && '条件がなくなった出口は削除されます。'}
        {hasFormula && 'この項目を使う計算や入力のきまりの式は残るので、削除した後に直してください。'}
        「元に戻す」で取り消せます。
      </p>
    </ModalDialog>
  );
}
