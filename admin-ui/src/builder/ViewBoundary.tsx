/** What stands in a view's place when it cannot show the form as it is: why, and the ways out. Nothing typed is lost. */
import { Link } from '@tanstack/react-router';
import { Component, type ReactNode } from 'react';
import { Banner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { useBuilder, useBuilderState } from './builderContext';

interface Props {
  /** Another one of these (a view, a document) is a new attempt. */
  of: readonly unknown[];
  children: ReactNode;
  fallback: (retry: () => void) => ReactNode;
}

interface State {
  of: readonly unknown[];
  hasFailed: boolean;
}

export class ViewBoundary extends Component<Props, State> {
  override state: State = { of: this.props.of, hasFailed: false };

  static getDerivedStateFromError(): Partial<State> {
    return { hasFailed: true };
  }

  static getDerivedStateFromProps({ of }: Props, state: State): State | null {
    const isSame = of.every((thing, index) => thing === state.of[index]);
    return isSame ? null : { of, hasFailed: false };
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return this.props.fallback(() => this.setState({ hasFailed: false }));
  }
}

interface FailedProps {
  formId: string;
  /** The JSON view can be opened: it is not the one that failed, and the person may edit. */
  hasJson: boolean;
  onRetry: () => void;
}

export function FailedView({ formId, hasJson, onRetry }: FailedProps) {
  const store = useBuilder();
  const { undoName } = useBuilderState('undoName');
  return (
    <div className="stack">
      <Banner kind="error">
        <p>
          この画面は、フォームの今の内容では表示できませんでした。入力した内容は失われていません。
          {undoName !== null && '「元に戻す」で、直前の操作を取り消せます。'}
          {hasJson && 'JSONの画面で、内容を直すこともできます。'}
        </p>
      </Banner>
      <div className="row">
        {undoName !== null && <Button onPress={store.undo}>元に戻す：{undoName}</Button>}
        {hasJson && (
          <Link
            to="/forms/$formId/edit"
            params={{ formId }}
            search={{ view: 'json' }}
            className="button secondary"
          >
            JSONの画面を開く
          </Link>
        )}
        <Button onPress={onRetry}>もう一度表示</Button>
      </div>
    </div>
  );
}
