/** What stands on the screen when somebody else saved the draft first; the words and the questions are loaded then. */
import { lazy, Suspense, useState } from 'react';
import type { FormDocument } from '../model/document';
import { Banner, ErrorBanner } from '../../ui/Banner';
import { Button } from '../../ui/Button';
import { useBuilderState } from '../builderContext';
import { useConflict } from './useConflict';

const MergeDialog = lazy(() => import('./MergeDialog'));
const SideChanges = lazy(() => import('./SideChanges').then(({ SideChanges }) => ({ default: SideChanges })));

interface TheirsProps {
  formId: string;
  from: FormDocument;
  to: unknown;
}

/** Named as the fields are called now. */
function TheirChanges(props: TheirsProps) {
  const { document } = useBuilderState('document');
  return (
    <Suspense>
      <SideChanges {...props} scope={document} />
    </Suspense>
  );
}

export function Conflicts({ formId }: { formId: string }) {
  const { other, taken, error, load, forget } = useConflict(formId);
  const [isShown, setShown] = useState(false);
  return (
    <>
      {error !== null && (
        <div className="row">
          <ErrorBanner error={error} />
          <Button onPress={() => void load()}>先に保存された変更をもう一度調べる</Button>
        </div>
      )}
      {taken !== null && (
        <Banner kind="info">
          <p>{taken.who}が先に保存した変更と、あなたの変更を合わせました。「元に戻す」で取り消せます。</p>
          <div className="row">
            {taken.base !== null && (
              <Button aria-expanded={isShown} onPress={() => setShown(!isShown)}>
                {taken.who}の変更を見る
              </Button>
            )}
            <Button
              onPress={() => {
                setShown(false);
                forget();
              }}
            >
              閉じる
            </Button>
          </div>
          {isShown && taken.base !== null && (
            <TheirChanges formId={formId} from={taken.base} to={taken.theirs} />
          )}
        </Banner>
      )}
      {other !== null && (
        <Suspense>
          <MergeDialog key={other.start.revision} formId={formId} other={other} />
        </Suspense>
      )}
    </>
  );
}
