import { Button } from '../../ui/Button';

interface Props {
  /** What the buttons are about, for screen readers. */
  label: string;
  index: number;
  count: number;
  onMove: (to: number) => void;
  /** Not offered where the last one must stay. */
  onRemove: (() => void) | undefined;
  /** In a list that is one stop for Tab, where the arrows lead to the buttons. */
  isSkippedByTab?: boolean;
}

/** Up, down and delete for one entry of a list. */
export function OrderButtons({ label, index, count, onMove, onRemove, isSkippedByTab = false }: Props) {
  return (
    <div className="choice-actions">
      <Button
        look="icon"
        excludeFromTabOrder={isSkippedByTab}
        aria-label={`「${label}」を上へ`}
        isDisabled={index === 0}
        onPress={() => onMove(index - 1)}
      >
        <span aria-hidden="true">↑</span>
      </Button>
      <Button
        look="icon"
        excludeFromTabOrder={isSkippedByTab}
        aria-label={`「${label}」を下へ`}
        isDisabled={index === count - 1}
        onPress={() => onMove(index + 1)}
      >
        <span aria-hidden="true">↓</span>
      </Button>
      <Button
        look="icon"
        excludeFromTabOrder={isSkippedByTab}
        aria-label={`「${label}」を削除`}
        isDisabled={onRemove === undefined}
        onPress={() => onRemove?.()}
      >
        <span aria-hidden="true">✕</span>
      </Button>
    </div>
  );
}
